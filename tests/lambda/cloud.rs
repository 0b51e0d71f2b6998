//! A town deployed on this machine: its table, its function, its staff.

use std::process::Command;

use serde_json::{Value as Json, json};
use town::{MOMENT, Ran, Request, Town};

use crate::emulator::Emulator;
use crate::programs::programs;
use crate::start::Server;
use crate::template;

pub(crate) const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const TABLE: &str = "demandes";

pub(crate) struct Cloud {
    pub(crate) town: Town,
    server: Server,
}

impl Cloud {
    /// A village, built, with an empty table.
    pub(crate) fn new() -> Self {
        let server = Server::start();
        let cloud = Self { town: Town::village(), server };
        let mut table = template::table();
        table["TableName"] = json!(TABLE);
        cloud.dynamodb("CreateTable", &table);
        cloud.build();
        cloud
    }

    pub(crate) fn build(&self) {
        let _built = self.parvis(&["build"]).expect(0);
    }

    pub(crate) fn publish(&self) -> Json {
        let ran = self.parvis(&["publish", "--store", "dynamodb:demandes", "--format", "json"]).expect(0);
        ran.objects().pop().unwrap()
    }

    /// A command of the staff, who reach the table.
    pub(crate) fn parvis(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(&programs().parvis);
        command.arg("--root").arg(self.town.root()).args(["--at", MOMENT]).args(arguments);
        command.envs(self.variables().iter().map(|(name, value)| (*name, value.as_str())));
        command.output().unwrap().into()
    }

    /// The function on this table; a publication is looked for every second.
    pub(crate) fn function(&self, more: &[(&str, &str)]) -> Emulator {
        let variables = self.variables();
        let mut all: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend([("PARVIS_TABLE", TABLE), ("PARVIS_BUNDLE_SECONDS", "1")]);
        all.extend(more);
        Emulator::start(&all)
    }

    fn variables(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_REGION", "eu-west-3".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_ENDPOINT_URL", format!("http://{}", self.server.address)),
            ("PARVIS_KEY", KEY.to_owned()),
        ]
    }

    /// A call that no library makes for the test.
    pub(crate) fn dynamodb(&self, operation: &str, asked: &Json) -> Json {
        let scope = "Credential=test/20261124/eu-west-3/dynamodb/aws4_request";
        let request = Request::new("POST", &format!("http://{}/", self.server.address))
            .header("x-amz-target", &format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20261124T120000Z")
            .header("authorization", &format!("AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"))
            .body("application/x-amz-json-1.0", asked.to_string());
        request.send().expect(200).object()
    }

    /// Every item of the table.
    pub(crate) fn items(&self) -> Vec<Json> {
        self.dynamodb("Scan", &json!({ "TableName": TABLE }))["Items"].as_array().unwrap().clone()
    }
}
