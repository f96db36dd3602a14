//! A good cut quickly: what is said if the search must be cut short, and where it may stop.

use fixedbitset::FixedBitSet;

use super::network::Network;

/// Routes without a common link that are looked at together, and their links.
const MOST_ROUTES: usize = 32;
const MOST_LINKS: usize = 512;

/// The smaller of two cuts: all origins around an end, and one that takes, again and again, those
/// origins that break the most routes for their number; each without what it can do without.
pub(super) fn cut(network: &mut Network, most_steps: u64) -> Vec<u32> {
    let mut best: Option<Vec<u32>> = None;
    let mut offer = |cut: Vec<u32>| {
        if best.as_ref().is_none_or(|best| (cut.len(), &cut) < (best.len(), best)) {
            best = Some(cut);
        }
    };
    for links in network.around_ends() {
        links.into_iter().for_each(|link| take_all(network, link));
        offer(finish(network, most_steps));
    }
    while network.steps < most_steps {
        let routes = disjoint_routes(network);
        let Some(link) = best_link(network, &routes) else { break };
        take_all(network, link);
    }
    // Cut short it is no cut yet, and that at an end is.
    if network.is_connected() {
        network.taken().into_iter().for_each(|origin| network.give_back(origin));
    } else {
        offer(finish(network, most_steps));
    }
    best.unwrap_or_default()
}

fn take_all(network: &mut Network, link: u32) {
    let left: Vec<u32> = network.left(link).collect();
    left.into_iter().for_each(|origin| network.take(origin));
}

/// Gives back what is not needed, the last sources first, and then everything; what was needed.
fn finish(network: &mut Network, most_steps: u64) -> Vec<u32> {
    for origin in network.taken().into_iter().rev() {
        network.give_back(origin);
        if network.steps >= most_steps || network.is_connected() {
            network.take(origin);
        }
    }
    let needed = network.taken();
    needed.iter().for_each(|origin| network.give_back(*origin));
    needed
}

/// Routes that share no link, shortest first.
fn disjoint_routes(network: &mut Network) -> Vec<Vec<u32>> {
    let mut used = FixedBitSet::with_capacity(network.links());
    let mut routes = Vec::new();
    let mut links = 0;
    while routes.len() < MOST_ROUTES
        && links < MOST_LINKS
        && let Some(route) = network.route(u32::MAX, &|_, link| !used.contains(link as usize))
    {
        let route: Vec<u32> = route.iter().map(|step| step.link).collect();
        links += route.len();
        route.iter().for_each(|link| used.insert(*link as usize));
        routes.push(route);
    }
    // What comparing them will take.
    network.steps += (links * links) as u64;
    routes
}

/// The link whose remaining origins break the most of these routes for their number.
fn best_link(network: &Network, routes: &[Vec<u32>]) -> Option<u32> {
    let mut best: Option<(u32, u32, u32)> = None;
    for &link in routes.iter().flatten() {
        let needed: Vec<u32> = network.left(link).collect();
        let falls = |other: &u32| {
            network.need(*other) as usize <= needed.len()
                && network.left(*other).all(|origin| needed.binary_search(&origin).is_ok())
        };
        let broken = routes.iter().filter(|route| route.iter().any(falls)).count() as u32;
        let need = needed.len() as u32;
        let better = best.is_none_or(|(_, most, cost)| broken * cost > most * need);
        if better {
            best = Some((link, broken, need));
        }
    }
    best.map(|(link, ..)| link)
}
