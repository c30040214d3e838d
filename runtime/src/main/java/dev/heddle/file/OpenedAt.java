package dev.heddle.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What there is to close of something that was opened at a path, when nobody has it any more. Any thread. */
record OpenedAt(Closeable opened, Path path) implements Closeable {
    @Override
    public void close() throws IOException {
        opened.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
