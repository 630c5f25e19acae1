//! The same messages for quick-xml's serde: what can be said with derives. It matches local names alone; what `xsi:type`
//! names, references and bytes are beyond it.

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(rename = "getRecordsResponse")]
pub struct Records {
    #[serde(rename = "getRecordsResult")]
    pub result: ArrayOfRecord,
}

#[derive(Deserialize, Serialize)]
pub struct ArrayOfRecord {
    #[serde(default)]
    pub record: Vec<Record>,
}

#[derive(Deserialize, Serialize)]
pub struct Record {
    pub id: i32,
    pub name: String,
    pub count: i64,
    pub active: bool,
    pub created: String,
    pub note: Option<String>,
    pub kind: Kind,
    pub tags: Option<ArrayOfTag>,
}

#[derive(Deserialize, Serialize)]
pub struct ArrayOfTag {
    #[serde(default)]
    pub tag: Vec<String>,
}

#[derive(Deserialize, Serialize)]
pub enum Kind {
    Alpha,
    Beta,
    Gamma,
    Delta,
}

#[derive(Deserialize, Serialize)]
#[serde(rename = "getPointsResponse")]
pub struct Points {
    #[serde(default)]
    pub point: Vec<Point>,
}

#[derive(Deserialize, Serialize)]
pub struct Point {
    #[serde(rename = "@id")]
    pub id: i32,
    #[serde(rename = "@x")]
    pub x: f64,
    #[serde(rename = "@y")]
    pub y: f64,
    #[serde(rename = "@label")]
    pub label: String,
    #[serde(rename = "@kind")]
    pub kind: Kind,
    #[serde(rename = "@visible")]
    pub visible: bool,
    #[serde(rename = "@weight")]
    pub weight: Option<i64>,
    #[serde(rename = "@comment")]
    pub comment: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename = "getNodesResponse")]
pub struct Nodes {
    #[serde(default)]
    pub node: Vec<Node>,
}

#[derive(Deserialize, Serialize)]
pub struct Node {
    pub name: String,
    pub node: Option<Box<Node>>,
}
