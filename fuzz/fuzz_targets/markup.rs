#![no_main]
jinyu_fuzz::target!("markup");
