//! The few events of an embedded picture as plain objects.
//!
//! By hand, like the commands: serde's way takes 5 KB of the module packed.

use js_sys::{Array, Object, Reflect};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::JsValue;

use crate::error::Error;
use crate::protocol::{Answer, Detail, Event, Named, Target};

pub(super) fn list(events: &[Event]) -> JsValue {
    array(events, event)
}

pub(super) fn error(error: &Error) -> JsValue {
    object(&[("code", error.code.as_str().into()), ("message", text(&error.message))])
}

fn event(event: &Event) -> JsValue {
    let (name, mut members) = match event {
        Event::Ready { version } => ("ready", vec![("version", (*version).into())]),
        Event::Loaded(_) => ("loaded", Vec::new()),
        Event::View(view) => {
            let answer = view.answer.as_ref();
            let answer = answer.map(|answer| object(&[("sentence", text(&answer.sentence))]));
            ("view", vec![("query", text(&view.query)), ("answer", or_null(answer))])
        }
        Event::Hover { target: of, text: line, x, y } => {
            let place = [("x", (*x).into()), ("y", (*y).into())];
            let line = [("target", or_null(of.as_ref().map(target))), ("text", text(line))];
            ("hover", [line, place].concat())
        }
        Event::Selection { detail: of } => {
            ("selection", vec![("detail", or_null(of.as_ref().map(detail)))])
        }
        Event::Result { id, answer: Answer::Hash(hash) } => {
            ("result", vec![("id", (*id).into()), ("answer", object(&[("hash", text(hash))]))])
        }
        Event::Moved { query } => ("moved", vec![("query", text(query))]),
        Event::Frame { nodes, edges, labels } => {
            let drawn = [("nodes", *nodes), ("edges", *edges), ("labels", *labels)];
            ("frame", drawn.map(|(name, count)| (name, count.into())).to_vec())
        }
        Event::Error { errors } => ("error", vec![("errors", array(errors, error))]),
    };
    members.push(("type", name.into()));
    object(&members)
}

fn target(target: &Target) -> JsValue {
    match target {
        Target::Entity(id) => object(&[("entity", text(id))]),
        Target::Tie(id) => object(&[("tie", text(id))]),
    }
}

fn detail(detail: &Detail) -> JsValue {
    match detail {
        Detail::Entity(entity) => {
            let members = [
                ("named", named(&entity.named)),
                ("summary", text(&entity.summary)),
                ("support", text(&entity.support)),
            ];
            object(&[("entity", object(&members))])
        }
        Detail::Tie(detail) => {
            let tie = &detail.tie;
            let card = [
                ("id", text(&tie.id)),
                ("from", named(&tie.from)),
                ("label", text(&tie.label)),
                ("to", named(&tie.to)),
                ("status", text(&tie.status)),
            ];
            let members = [("tie", object(&card)), ("standing", text(&detail.standing))];
            object(&[("tie", object(&members))])
        }
    }
}

fn named(named: &Named) -> JsValue {
    object(&[("id", text(&named.id)), ("name", text(&named.name))])
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A plain object takes every member.
        let _ = Reflect::set(&object, &text(name), value);
    }
    object.into()
}

fn array<T>(items: &[T], item: fn(&T) -> JsValue) -> JsValue {
    let array = Array::new();
    for one in items {
        array.push(&item(one));
    }
    array.into()
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn or_null(value: Option<JsValue>) -> JsValue {
    value.unwrap_or(JsValue::NULL)
}

/// Smaller than the standard one.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();
