package dev.heddle.file;

import java.nio.file.Path;

/**
 * Something that has happened in a directory.
 *
 * @param path the entry of the directory that it has happened to; the directory itself for {@link Kind#MISSED}
 */
public record FileChange(Kind kind, Path path) {
    /** What has happened. */
    public enum Kind {
        /** The entry is there now: made, or moved here. */
        CREATED,
        /** Its content or its attributes have changed. */
        MODIFIED,
        /** It is not there any more: deleted, or moved away. */
        DELETED,
        /** More than could be kept: to be sure, look at the whole directory. */
        MISSED
    }
}
