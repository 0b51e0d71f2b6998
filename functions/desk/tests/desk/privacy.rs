//! What people type, their secrets and their addresses stay out of logs.

use std::fs;
use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use super::town::Town;

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    /// Keeps all that this thread logs, however fine, while the guard lives.
    pub(crate) fn keep(&self) -> tracing::subscriber::DefaultGuard {
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(self.clone()).finish();
        tracing::subscriber::set_default(log)
    }

    pub(crate) fn said(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn nothing_typed_no_secret_and_no_address_is_logged() {
    let log = Log::default();
    let _guard = log.keep();
    let town = Town::new();
    let visitor = town.visitor().program().with("idempotency-key", "MARKkey");
    let code = town.inbox().issue_code("commerces/le-fournil").await.unwrap();
    let answer = visitor
        .update(&format!("produits.0.nom=MARKnom&produits.0.prix=3&_code={code}&_site=MARKsite&_epreuve=MARKproof&_vu=MARKvu&MARKextra=1"))
        .await
        .check(201, &[])
        .json();
    let (path, secret) = answer["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
    visitor.update("telephone=MARKphone&horaires=MARKhours").await.check(409, &[]);
    let other = town.visitor();
    other.update("telephone=MARKphone&horaires=MARKhours").await.check(422, &["MARKphone"]);
    other.post("/formulaires/MARKform", "a=MARKa").await.check(404, &[]);
    other.get(&format!("{path}?cle={secret}MARK")).await.check(404, &[]);
    other.get(&format!("{path}?cle={secret}")).await.check(200, &["MARKnom"]);
    other.post(&format!("{path}/annuler"), &format!("cle={secret}")).await.check(303, &[]);
    let said = log.said();
    assert!(said.contains("mise-a-jour-commerce"), "{said}");
    for hidden in ["MARK", secret, "203.0.113", code.as_str()] {
        assert!(!said.contains(hidden), "`{hidden}` is in {said}");
    }
}

#[tokio::test]
async fn the_store_holds_no_secret_no_code_no_key_and_no_address() {
    let town = Town::new();
    let code = town.inbox().issue_code("commerces/le-fournil").await.unwrap();
    let plain = code.replace('-', "");
    let visitor = town.visitor().program().with("idempotency-key", "MARKkey");
    let answer = visitor.update(&format!("telephone=01+46+55+11+22&_code={plain}")).await.check(201, &[]).json();
    let (_, secret) = answer["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
    let mut bytes = Vec::new();
    for file in fs::read_dir(town.folder.path().join("store")).unwrap() {
        bytes.extend(fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(holds(b"01 46 55 11 22"), "the search does not work");
    let address: &[u8] = &[203, 0, 113];
    for hidden in [secret.as_bytes(), code.as_bytes(), plain.as_bytes(), b"MARKkey", b"203.0.113", address] {
        assert!(!holds(hidden), "{hidden:?}");
    }
}

#[cfg(unix)]
#[test]
fn only_the_account_of_the_desk_reads_its_files() {
    use std::os::unix::fs::PermissionsExt;
    let town = Town::new();
    let key = town.folder.path().join("store/desk.key");
    desk::key::Key::open(&key).unwrap();
    for file in ["desk.sqlite", "desk.sqlite-wal", "desk.key"] {
        let mode = fs::metadata(town.folder.path().join("store").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file} is {mode:o}");
    }
}
