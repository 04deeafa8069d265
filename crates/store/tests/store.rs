//! The store on a real disk.

use case::{Draft, Mark};
use serde_json::json;
use store::{Archive, Failure, Id, State, Store, What};
use tempfile::TempDir;

async fn opened() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("new/saiken")).await.unwrap();
    (folder, store)
}

fn draft() -> Draft {
    Draft::starting(law::calendar::date(2026, 11, 22))
}

async fn answer(store: &Store, id: &Id, path: &str, value: serde_json::Value) {
    let saved = store.change(id, What::Answer, |draft| draft.set(path, value)).await.unwrap();
    assert!(saved.answer.is_ok() && saved.changed);
}

#[tokio::test]
async fn cases_are_listed_named_changed_and_still_there_after_reopening() {
    let (_folder, store) = opened().await;
    let one = store.create(" 山田\u{7}さん ", &draft()).await.unwrap();
    let two = store.create(&"長".repeat(500), &draft()).await.unwrap();
    answer(&store, &one, "wishes.rent_if_moved", json!(85_000)).await;
    store.rename(&one, "").await.unwrap();
    store.close().await;
    let store = Store::open(store.folder()).await.unwrap();
    let names: Vec<String> = store.cases().await.unwrap().into_iter().map(|case| case.name).collect();
    assert!(names.contains(&"山田さん".to_string()) && names.contains(&"長".repeat(80)));
    let case = store.case(&one).await.unwrap().unwrap();
    assert_eq!(case.draft.get("wishes.rent_if_moved"), Some(&json!(85_000)));
    store.delete(&two).await.unwrap();
    assert!(store.case(&two).await.unwrap().is_none());
    assert!(matches!(store.rename(&two, "x").await, Err(Failure::NoCase)));
    assert!(matches!(store.change(&two, What::Answer, |_| ()).await, Err(Failure::NoCase)));
    assert!(matches!(store.save_scenario(&two, "x", &json!({})).await, Err(Failure::NoCase)));
}

#[tokio::test]
async fn changes_are_undone_and_made_again_and_none_is_forgotten() {
    let (_folder, store) = opened().await;
    let id = store.create("1", &draft()).await.unwrap();
    for court in ["tokyo", "osaka", "standard"] {
        answer(&store, &id, "court", json!(court)).await;
    }
    // What changes nothing is no change.
    let same = store.change(&id, What::Answer, |draft| draft.set("court", json!("standard"))).await.unwrap();
    assert!(!same.changed);
    let court = async || store.case(&id).await.unwrap().unwrap().draft.get("court").cloned();
    assert_eq!(store.undo(&id).await.unwrap().unwrap().number, 3);
    assert_eq!(store.undo(&id).await.unwrap().unwrap().number, 2);
    assert_eq!(court().await, Some(json!("tokyo")));
    assert_eq!(store.redo(&id).await.unwrap().unwrap().number, 2);
    assert_eq!(court().await, Some(json!("osaka")));
    store.change(&id, What::Answer, |draft| draft.mark("court", Mark::Unknown)).await.unwrap();
    assert_eq!((court().await, store.redo(&id).await.unwrap()), (None, None));
    let history = store.history(&id, 100).await.unwrap();
    let states: Vec<(i64, State)> = history.iter().map(|change| (change.number, change.state)).collect();
    assert_eq!(states, [(4, State::Done), (3, State::Dropped), (2, State::Done), (1, State::Done)]);
    for _ in 0..3 {
        store.undo(&id).await.unwrap().unwrap();
    }
    assert_eq!(store.undo(&id).await.unwrap(), None);
    assert_eq!(store.case(&id).await.unwrap().unwrap().draft, draft());
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing_of_each_other() {
    let (_folder, store) = opened().await;
    let id = store.create("1", &draft()).await.unwrap();
    let second = Store::open(store.folder()).await.unwrap();
    let add = async |store: &Store| {
        for _ in 0..20 {
            store
                .change(&id, What::Add, |draft| draft.add("claim", json!({ "id": draft.free_id("claim", "a") })))
                .await
                .unwrap();
        }
    };
    let both = async { tokio::join!(add(&store), add(&second)) };
    both.await;
    assert_eq!(store.case(&id).await.unwrap().unwrap().draft.get("claim").unwrap().as_array().unwrap().len(), 40);
    assert_eq!(store.history(&id, 100).await.unwrap().len(), 40);
}

#[tokio::test]
async fn scenarios_belong_to_their_case() {
    let (_folder, store) = opened().await;
    let id = store.create("1", &draft()).await.unwrap();
    store.save_scenario(&id, "b", &json!({ "home[0].value": 1 })).await.unwrap();
    store.save_scenario(&id, "a", &json!({})).await.unwrap();
    store.save_scenario(&id, "b", &json!({ "home[0].value": 2 })).await.unwrap();
    let copy = store.duplicate(&id, "2").await.unwrap();
    store.delete_scenario(&id, "a").await.unwrap();
    let names = async |id| store.scenarios(id).await.unwrap().into_iter().map(|s| s.name).collect::<Vec<_>>();
    assert_eq!((names(&id).await, names(&copy).await), (vec!["b".to_string()], vec!["a".to_string(), "b".to_string()]));
    assert_eq!(store.scenarios(&id).await.unwrap()[0].overrides, json!({ "home[0].value": 2 }));
}

#[tokio::test]
async fn everything_can_be_taken_along_and_read_in_elsewhere() {
    let (_folder, store) = opened().await;
    let id = store.create("1", &draft()).await.unwrap();
    answer(&store, &id, "court", json!("tokyo")).await;
    store.change(&id, What::Answer, |draft| draft.mark("lives_in", Mark::Later)).await.unwrap();
    store.undo(&id).await.unwrap();
    store.save_scenario(&id, "a", &json!({ "x": 1 })).await.unwrap();
    let archive = store.export_all().await.unwrap();
    let text = store.export_text().await.unwrap();
    assert_eq!(Archive::read(&serde_json::from_str(&text).unwrap()), Ok(archive.clone()));
    let text = archive.to_json().to_string();
    let (_elsewhere, other) = opened().await;
    let read = Archive::read(&serde_json::from_str(&text).unwrap()).unwrap();
    let ids = other.import_all(&read).await.unwrap();
    assert_ne!(ids[0], id);
    assert_eq!(other.export_all().await.unwrap(), archive);
    assert!(other.redo(&ids[0]).await.unwrap().is_some());
    for wrong in [json!({}), json!({ "kind": "saiken-archive", "version": 2, "cases": [] }), json!([1])] {
        assert!(Archive::read(&wrong).is_err());
    }
    let broken = json!({ "kind": "saiken-archive", "version": 1, "cases": [{ "name": "x" }] });
    assert!(Archive::read(&broken).is_err());
}

/// Neither the file nor what lies beside it holds a word of what was deleted.
#[tokio::test]
async fn what_is_deleted_is_not_on_the_disk_any_more() {
    let (_folder, store) = opened().await;
    let keep = store.create("kept", &draft()).await.unwrap();
    let secret = "極秘の住所".repeat(3);
    for round in 0..2 {
        let id = store.create(&secret, &draft()).await.unwrap();
        for place in 0..30 {
            answer(&store, &id, "lives_in", json!(format!("{secret}{place}"))).await;
        }
        store.save_scenario(&id, &secret, &json!({ "x": secret })).await.unwrap();
        if round == 0 {
            store.delete(&id).await.unwrap();
            assert!(store.case(&keep).await.unwrap().is_some());
        } else {
            store.delete_all().await.unwrap();
            assert!(store.cases().await.unwrap().is_empty());
        }
        let needle = "極秘".as_bytes();
        for entry in std::fs::read_dir(store.folder()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "round {round}: {}", path.display());
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, store) = opened().await;
    store.create("1", &draft()).await.unwrap();
    let rights = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o077;
    assert_eq!(rights(store.folder()), 0);
    for entry in std::fs::read_dir(store.folder()).unwrap() {
        assert_eq!(rights(&entry.unwrap().path()), 0);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_and_a_file_that_is_none_are_said_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    assert!(matches!(Store::open(&folder.path().join("file/in")).await, Err(Failure::Folder(..))));
    std::fs::write(folder.path().join("cases.sqlite"), "this is no database, and it is long enough to be looked at")
        .unwrap();
    assert!(matches!(Store::open(folder.path()).await, Err(Failure::Database(_) | Failure::Tables(_))));
}
