//! Events as plain objects.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::Error;
use crate::protocol::Event;

pub(super) fn list(events: &[Event]) -> JsValue {
    object(events)
}

pub(super) fn error(error: &Error) -> JsValue {
    object(error)
}

fn object<T: Serialize + ?Sized>(value: &T) -> JsValue {
    // Plain data of our own always serialises; null would be a fault of ours, not the user's.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
