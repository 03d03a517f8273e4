//! The choice between two sources, and what the table must hold.

use super::{choose, chosen, last};
use crate::{read, root};

#[test]
fn opencc_comes_first_and_unihan_fills_its_gaps() {
    assert_eq!(choose('a', &['b'], &['c', 'b']), Some('c'));
    assert_eq!(choose('a', &['b', 'a'], &[]), Some('b'), "OpenCC leaves it to whole words");
    assert_eq!(choose('a', &['b', 'a'], &['a', 'b']), Some('b'), "both readings are simplified");
    assert_eq!(choose('a', &['b'], &['a', 'b']), None, "OpenCC refused the only form");
    assert_eq!(choose('a', &['a'], &[]), None);
    assert_eq!(choose('a', &['\u{30000}'], &[]), None, "nobody types it");
}

#[test]
fn the_characters_of_customer_service_are_simplified() {
    let chosen = chosen(&read(&root().join(super::SOURCE)).unwrap()).unwrap();
    let wanted = "沒没買买煩烦問问嗎吗麼么麽么著着裡里裏里臺台幹干乾干爲为為为歸归應应該该準准確确\
                  聽听講讲過过體体後后係系瞭了喫吃囉啰嚕噜佔占週周鬧闹嘍喽覆复藉借";
    let wanted: Vec<char> = wanted.chars().collect();
    for pair in wanted.chunks(2) {
        assert_eq!(last(&chosen, pair[0]), pair[1], "{}", pair[0]);
    }
    for kept in "懂甚妳像坏么俱哩阪瑙沈确".chars() {
        assert!(!chosen.contains_key(&kept), "{kept}");
    }
}

#[test]
fn folding_twice_is_folding_once() {
    let chosen = chosen(&read(&root().join(super::SOURCE)).unwrap()).unwrap();
    for &traditional in chosen.keys() {
        let form = last(&chosen, traditional);
        assert_ne!(form, traditional);
        assert!(!chosen.contains_key(&form), "{traditional} {form}");
    }
}
