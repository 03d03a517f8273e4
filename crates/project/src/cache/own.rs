//! Whether a file or folder belongs to whoever runs the program, and to nobody else: on Unix it is owned by
//! them, others cannot write to it, and it is no link. Elsewhere the system's cache folder is the user's own by
//! its place. Says yes or no, and never why.

use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::path::Path;

/// Whether a folder is the user's own.
pub(super) fn is_own_folder(folder: &Path) -> bool {
    folder.symlink_metadata().is_ok_and(|it| it.is_dir() && is_own(&it))
}

/// Makes a folder that is the user's own, where it is not there yet; whether it is now. In a folder of
/// somebody else none is made: that one would find it and could not use it.
pub(super) fn make_folder(folder: &Path) -> bool {
    if folder.symlink_metadata().is_err() {
        let there = folder.ancestors().find_map(|above| above.metadata().ok());
        if there.is_some_and(|above| is_owned(&above)) {
            let mut builder = DirBuilder::new();
            builder.recursive(true);
            private(&mut builder);
            // Another run may have been faster; what counts is what is there now.
            let _ = builder.create(folder);
        }
    }
    is_own_folder(folder)
}

/// Opens a file to be read, if it is the user's own.
pub(super) fn open(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    no_link(&mut options);
    let file = options.open(path).ok()?;
    let own = file.metadata().is_ok_and(|it| it.is_file() && is_own(&it));
    own.then_some(file)
}

#[cfg(unix)]
fn is_own(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    is_owned(metadata) && metadata.mode() & 0o022 == 0
}

#[cfg(unix)]
fn is_owned(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn private(builder: &mut DirBuilder) {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700);
}

/// A link is not followed, and nothing is waited for where the file is none.
#[cfg(unix)]
fn no_link(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(flags.cast_signed());
}

#[cfg(not(unix))]
fn is_own(_: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_owned(_: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn private(_: &mut DirBuilder) {}

#[cfg(not(unix))]
fn no_link(_: &mut OpenOptions) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn only_what_nobody_else_can_write_and_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (own, link) = (folder.path().join("own"), folder.path().join("link"));
        assert!(make_folder(&own) && is_own_folder(&own) && make_folder(&own));
        assert_eq!(own.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        symlink(&own, &link).unwrap();
        assert!(!is_own_folder(&link) && !make_folder(&link));
        let file = own.join("file");
        fs::write(&file, "x").unwrap();
        for (mode, opens) in [(0o600, true), (0o644, true), (0o664, false), (0o646, false)] {
            fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
            assert_eq!(open(&file).is_some(), opens, "{mode:o}");
        }
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        symlink(&file, own.join("to-file")).unwrap();
        assert!(open(&own.join("to-file")).is_none() && open(&own).is_none());
        fs::set_permissions(&own, Permissions::from_mode(0o770)).unwrap();
        assert!(!is_own_folder(&own) && !make_folder(&own));
    }
}
