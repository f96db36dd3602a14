//! The closed vocabularies of a dataset: each word once, with its spelling in the files.

use std::fmt;
use std::marker::PhantomData;

use serde::{Serialize, Serializer};

/// A closed list of words, numbered from 0.
pub trait Vocabulary: Copy + Eq + Sized + 'static {
    /// All words in their published order.
    const ALL: &'static [Self];
    /// How files and views spell them, in that order.
    const SPELLINGS: &'static [&'static str];
    /// What the list is called in an error, such as "stance".
    const WHAT: &'static str;

    /// The word's place in [`Vocabulary::ALL`].
    fn index(self) -> usize;

    /// The word as files and views spell it.
    fn as_str(self) -> &'static str {
        Self::SPELLINGS[self.index()]
    }

    /// The word with this spelling.
    fn parse(text: &str) -> Option<Self> {
        position(Self::SPELLINGS, text).map(|index| Self::ALL[index])
    }
}

// What works on spellings alone is apart from the trait: a copy for each vocabulary is 300 bytes.

/// The place of a spelling among others.
pub(crate) fn position(spellings: &[&str], text: &str) -> Option<usize> {
    spellings.iter().position(|spelling| *spelling == text)
}

/// All spellings that are not empty, for a hint.
pub(crate) fn listed(spellings: &[&str]) -> String {
    let words: Vec<&str> = spellings.iter().copied().filter(|word| !word.is_empty()).collect();
    words.join(", ")
}

/// The spellings whose bits are set.
fn spelled(spellings: &[&str], bits: u16) -> Vec<String> {
    let chosen = spellings.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1);
    chosen.map(|(_, spelling)| (*spelling).to_owned()).collect()
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$word_doc:meta])* $word:ident = $spelling:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $word,)+ }

        impl Vocabulary for $name {
            const ALL: &'static [Self] = &[$(Self::$word,)+];
            const SPELLINGS: &'static [&'static str] = &[$($spelling,)+];
            const WHAT: &'static str = $what;
            fn index(self) -> usize {
                self as usize
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary!(
    /// What an entity is.
    EntityKind, "entity kind" {
        /// A company in private or mixed hands.
        Company = "company",
        /// A company that the state owns.
        StateEnterprise = "state-enterprise",
        /// Armed forces and their organs.
        Military = "military",
        /// A ministry, an agency, a local government.
        Government = "government",
        /// A university.
        University = "university",
        /// A research institute, an academy, a laboratory.
        Institute = "institute",
        /// A programme or an initiative.
        Programme = "programme",
        /// A technical system.
        System = "system",
        /// Something that took place.
        Event = "event",
        /// A law, an order, a list.
        Policy = "policy",
        /// The dataset does not say.
        Unspecified = "",
    }
);

impl EntityKind {
    /// True for what can act: a tie through anything else is a shared thing, not a relation.
    pub fn is_organisation(self) -> bool {
        !matches!(self, Self::Programme | Self::System | Self::Event | Self::Policy)
    }
}

vocabulary!(
    /// What a tie is.
    TieKind, "tie kind" {
        /// One owns the other, or a part of it.
        Ownership = "ownership",
        /// One stands above the other.
        Parent = "parent",
        /// One put money into the other.
        Investment = "investment",
        /// The two agreed to work together.
        Partnership = "partnership",
        /// Research together or for the other.
        Research = "research",
        /// One supplies the other.
        Supply = "supply",
        /// One runs the other.
        Operation = "operation",
        /// One develops or built the other.
        Development = "development",
        /// One uses the other.
        Use = "use",
        /// One took part in the other.
        Participation = "participation",
        /// One named the other as something.
        Designation = "designation",
        /// One is on the other, which is a list.
        Listing = "listing",
        /// One passes data to the other.
        DataSharing = "data-sharing",
        /// The dataset does not say.
        Unspecified = "",
    }
);

vocabulary!(
    /// The field of work that a tie belongs to.
    Sector, "sector" {
        /// Cloud computing.
        Cloud = "cloud",
        /// Satellite navigation.
        Beidou = "beidou",
        /// Artificial intelligence.
        Ai = "ai",
        /// Military-civil fusion.
        Fusion = "fusion",
        /// Surveillance.
        Surveillance = "surveillance",
        /// Logistics.
        Logistics = "logistics",
        /// Personal and customer data.
        Data = "data",
        /// Law, sanctions, regulation.
        Policy = "policy",
    }
);

vocabulary!(
    /// What a source does with a statement.
    Stance, "stance" {
        /// The source states it.
        Asserts = "asserts",
        /// An accusation or hearsay that the source does not make its own.
        Alleges = "alleges",
        /// The source says it is not so.
        Denies = "denies",
    }
);

vocabulary!(
    /// The hedge that a claim carries.
    Modality, "modality" {
        /// None: stated as a fact.
        Fact = "",
        /// Said to be so.
        Reportedly = "reportedly",
        /// A figure or judgement that is an estimate.
        Estimated = "estimated",
        /// Meant to happen.
        Planned = "planned",
        /// Being thought about.
        Considered = "considered",
        /// Would be so if something else were.
        Conditional = "conditional",
    }
);

vocabulary!(
    /// How firmly a tie's claims hold it, best first. Derived, never typed; see [`crate::evidence`].
    Status, "status" {
        /// Two or more origins assert it as a fact.
        Corroborated = "corroborated",
        /// One origin asserts it as a fact, or it is reported or estimated.
        Reported = "reported",
        /// Asserted only as planned, considered or conditional.
        Prospective = "prospective",
        /// Only alleged.
        Alleged = "alleged",
        /// Denied by someone.
        Disputed = "disputed",
        /// No claim.
        Unsourced = "unsourced",
    }
);

vocabulary!(
    /// How a picture is laid out.
    Algorithm, "layout" {
        /// Distances in the picture follow distances in the graph.
        Stress = "stress",
        /// Neighbours are nearer than others, and distances still count.
        Clusters = "clusters",
        /// Springs and repulsion.
        Force = "force",
        /// Fruchterman and Reingold's forces, by fdg-sim.
        Fdg = "fdg",
    }
);

#[expect(clippy::derivable_impls, reason = "the enum is the macro's, which marks no word")]
impl Default for Algorithm {
    fn default() -> Self {
        Self::Stress
    }
}

/// A set of words of one vocabulary.
pub struct Words<T> {
    bits: u16,
    vocabulary: PhantomData<T>,
}

impl<T: Vocabulary> Words<T> {
    /// No word.
    pub const EMPTY: Self = Self { bits: 0, vocabulary: PhantomData };

    /// The words at these places in [`Vocabulary::ALL`].
    pub(crate) fn at(places: impl IntoIterator<Item = usize>) -> Self {
        let bits = places.into_iter().fold(0, |bits, place| bits | 1 << place);
        Self { bits, ..Self::EMPTY }
    }

    /// The words as files and views spell them, in the vocabulary's order.
    pub fn spelled(self) -> Vec<String> {
        spelled(T::SPELLINGS, self.bits)
    }

    /// Adds a word.
    pub fn insert(&mut self, word: T) {
        self.bits |= 1 << word.index();
    }

    /// True if the word is in.
    pub fn contains(self, word: T) -> bool {
        self.bits & (1 << word.index()) != 0
    }

    /// True if there is no word.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// True if the two share a word.
    pub fn intersects(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    /// The words in the vocabulary's order.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |word| self.contains(*word))
    }

    /// How many words.
    pub fn len(self) -> usize {
        self.bits.count_ones() as usize
    }
}

// By hand, since a derive would ask the same of T.
impl<T> Clone for Words<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Words<T> {}
impl<T> PartialEq for Words<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<T> Eq for Words<T> {}
impl<T: Vocabulary> Default for Words<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}
impl<T: Vocabulary> FromIterator<T> for Words<T> {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        let mut set = Self::EMPTY;
        words.into_iter().for_each(|word| set.insert(word));
        set
    }
}
impl<T: Vocabulary> fmt::Debug for Words<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Vocabulary::as_str)).finish()
    }
}
impl<T: Vocabulary> Serialize for Words<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Vocabulary::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_word_is_found_by_its_spelling<T: Vocabulary + fmt::Debug>() {
        for (index, word) in T::ALL.iter().enumerate() {
            assert_eq!(T::parse(word.as_str()), Some(*word));
            assert_eq!(word.index(), index);
        }
        assert!(T::ALL.len() <= 16, "Words holds 16");
    }

    #[test]
    fn spellings_are_unique_and_in_order() {
        every_word_is_found_by_its_spelling::<EntityKind>();
        every_word_is_found_by_its_spelling::<TieKind>();
        every_word_is_found_by_its_spelling::<Sector>();
        every_word_is_found_by_its_spelling::<Stance>();
        every_word_is_found_by_its_spelling::<Modality>();
        every_word_is_found_by_its_spelling::<Status>();
        every_word_is_found_by_its_spelling::<Algorithm>();
        assert_eq!(Sector::parse("Cloud"), None);
    }

    #[test]
    fn a_set_keeps_the_vocabularys_order() {
        let set: Words<Sector> = [Sector::Policy, Sector::Cloud].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Sector::Cloud, Sector::Policy]);
        assert_eq!(set.len(), 2);
        assert!(!set.contains(Sector::Ai));
    }
}
