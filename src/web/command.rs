//! Commands from the plain objects that the page sends.
//!
//! By hand: what serde derives for these few types takes 13 KB of the module packed, most of it for
//! what no page sends, such as the words for a fault in a fraction.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Code, Error, Result, quoted, worded};
#[cfg(feature = "analysis")]
use crate::protocol::{Ask, CiteWhat};
use crate::protocol::{Command, Environment, PointerPhase, Target};

/// A value with its name, for messages.
struct Field {
    name: &'static str,
    value: JsValue,
}

impl Field {
    /// A member; undefined where there is none.
    fn get(&self, name: &'static str) -> Self {
        Self { name, value: Reflect::get(&self.value, &name.into()).unwrap_or_default() }
    }

    fn wrong(&self, expected: &str) -> Error {
        bad(&["the command's ", self.name, " is not ", expected])
    }

    fn text(&self, name: &'static str) -> Result<String> {
        let field = self.get(name);
        field.value.as_string().ok_or_else(|| field.wrong("a text"))
    }

    fn number(&self, name: &'static str) -> Result<f64> {
        let field = self.get(name);
        field.value.as_f64().ok_or_else(|| field.wrong("a number"))
    }

    fn length(&self, name: &'static str) -> Result<f32> {
        self.number(name).map(|number| number as f32)
    }

    fn flag(&self, name: &'static str) -> Result<bool> {
        let field = self.get(name);
        field.value.as_bool().ok_or_else(|| field.wrong("true or false"))
    }

    fn bytes(&self, name: &'static str) -> Result<Vec<u8>> {
        let field = self.get(name);
        match field.value.dyn_ref::<Uint8Array>() {
            Some(bytes) => Ok(bytes.to_vec()),
            None => Err(field.wrong("a Uint8Array")),
        }
    }

    /// The member, if it is neither null nor undefined.
    fn optional(&self, name: &'static str) -> Option<Self> {
        let field = self.get(name);
        let absent = field.value.is_null() || field.value.is_undefined();
        (!absent).then_some(field)
    }

    fn target(&self) -> Result<Option<Target>> {
        let Some(target) = self.optional("target") else { return Ok(None) };
        match target.optional("entity") {
            Some(_) => target.text("entity").map(|id| Some(Target::Entity(id))),
            None => target.text("tie").map(|id| Some(Target::Tie(id))),
        }
    }

    fn phase(&self) -> Result<PointerPhase> {
        Ok(match &*self.text("phase")? {
            "down" => PointerPhase::Down,
            "move" => PointerPhase::Move,
            "up" => PointerPhase::Up,
            "leave" => PointerPhase::Leave,
            "cancel" => PointerPhase::Cancel,
            "double" => PointerPhase::Double,
            _ => return Err(self.get("phase").wrong("a pointer's phase")),
        })
    }

    #[cfg(feature = "analysis")]
    fn ask(&self) -> Result<Ask> {
        let ask = self.get("ask");
        match ask.value.as_string().as_deref() {
            Some("hash") => return Ok(Ask::Hash),
            Some("timeline") => return Ok(Ask::Timeline),
            _ => {}
        }
        match ask.study()? {
            Some(ask) => Ok(ask),
            None => Err(ask.wrong("a question")),
        }
    }

    /// A question that only the explorer asks.
    #[cfg(feature = "analysis")]
    fn study(&self) -> Result<Option<Ask>> {
        if let Some(search) = self.optional("search") {
            return Ok(Some(Ask::Search { text: search.text("text")? }));
        }
        if let Some(figure) = self.optional("figure") {
            return Ok(Some(Ask::Figure { width: figure.length("width")? }));
        }
        if let Some(table) = self.optional("table") {
            return Ok(Some(Ask::Table {
                of: table.text("of")?,
                sort: table.text("sort")?,
                descending: table.flag("descending")?,
                text: table.text("text")?,
                offset: table.number("offset")? as u32,
                limit: table.number("limit")? as u32,
            }));
        }
        if let Some(table) = self.optional("table_csv") {
            return Ok(Some(Ask::TableCsv {
                of: table.text("of")?,
                sort: table.text("sort")?,
                descending: table.flag("descending")?,
                text: table.text("text")?,
            }));
        }
        if let Some(retraction) = self.optional("retraction") {
            let source = match retraction.optional("source") {
                Some(_) => Some(retraction.text("source")?),
                None => None,
            };
            return Ok(Some(Ask::Retraction { source }));
        }
        if let Some(cut) = self.optional("cut") {
            return Ok(Some(Ask::Cut { alleged: cut.flag("alleged")? }));
        }
        if let Some(standing) = self.optional("standing") {
            return Ok(Some(Ask::Standing { entity: standing.text("entity")? }));
        }
        let Some(cite) = self.optional("cite") else { return Ok(None) };
        let what = cite.get("what");
        let what = match what.value.as_string().as_deref() {
            Some("answer") => CiteWhat::Answer,
            Some("view") => CiteWhat::View,
            _ => CiteWhat::Tie(what.text("tie")?),
        };
        Ok(Some(Ask::Cite { what, format: cite.text("format")?, address: cite.text("address")? }))
    }
}

/// Reads a command.
///
/// # Errors
/// `bad-command` if its type is not known or a field is missing or of another type.
pub fn read(value: JsValue) -> Result<Command> {
    let command = Field { name: "value", value };
    let name = command.text("type")?;
    Ok(match &*name {
        "load" => Command::Load {
            name: command.text("name")?,
            bytes: command.bytes("bytes")?,
            view: command.text("view")?,
        },
        "view" => Command::View { query: command.text("query")? },
        "environment" => Command::Environment(Environment {
            dark: command.flag("dark")?,
            reduced_motion: command.flag("reduced_motion")?,
            forced_colors: command.flag("forced_colors")?,
            chinese: command.flag("chinese")?,
        }),
        "resize" => Command::Resize {
            width: command.length("width")?,
            height: command.length("height")?,
            dpr: command.length("dpr")?,
        },
        "pointer" => Command::Pointer {
            phase: command.phase()?,
            pointer: command.number("pointer")? as i32,
            x: command.length("x")?,
            y: command.length("y")?,
            touch: command.flag("touch")?,
        },
        "wheel" => Command::Wheel {
            x: command.length("x")?,
            y: command.length("y")?,
            delta: command.length("delta")?,
        },
        "key" => Command::Key { key: command.text("key")?, shift: command.flag("shift")? },
        "zoom" => Command::Zoom {
            factor: match command.optional("factor") {
                Some(_) => Some(command.length("factor")?),
                None => None,
            },
        },
        "select" => Command::Select { target: command.target()? },
        _ => match explorers(&command, &name)? {
            Some(command) => command,
            None => return Err(bad(&["there is no command ", &quoted(&name)])),
        },
    })
}

/// What only the explorer's page asks.
#[cfg(feature = "analysis")]
fn explorers(command: &Field, name: &str) -> Result<Option<Command>> {
    Ok(Some(match name {
        "merge" => Command::Merge { query: command.text("query")? },
        "tools" => {
            Command::Tools { width: command.length("width")?, height: command.length("height")? }
        }
        "cover" => Command::Cover { bottom: command.length("bottom")? },
        "hover" => Command::Hover { target: command.target()? },
        "relayout" => Command::Relayout {},
        #[cfg(feature = "large")]
        "cancel" => Command::Cancel {},
        "query" => Command::Query { id: command.number("id")? as u32, ask: command.ask()? },
        _ => return Ok(None),
    }))
}

#[cfg(not(feature = "analysis"))]
fn explorers(_: &Field, _: &str) -> Result<Option<Command>> {
    Ok(None)
}

fn bad(message: &[&str]) -> Error {
    Error::new(Code::BadCommand, worded!("{}", message.concat()))
        .hint("see protocol.d.ts for the commands there are")
}
