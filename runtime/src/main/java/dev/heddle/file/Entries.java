package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The entries of an open directory, some at a time, since each call goes to another thread. Confined to the loop thread. */
final class Entries implements AsyncCloseable {
    private static final int SOME = 128;

    /** Opens the directory, on a thread that may block. */
    @FunctionalInterface
    interface Opening {
        Stream<Path> open() throws IOException;
    }

    private final Stream<Path> all;
    private final Iterator<Path> rest;

    private Entries(Stream<Path> all) {
        this.all = all;
        rest = all.iterator();
    }

    @Async
    static Coroutine<Entries> open(Opening opening) throws IOException {
        return done(new Entries(await(FileCalls.finished(opening::open))));
    }

    /** Some more; none at the end. */
    Coroutine<List<Path>> next() throws IOException {
        return FileCalls.finished(() -> {
            List<Path> some = new ArrayList<>();
            try {
                while (some.size() < SOME && rest.hasNext()) {
                    some.add(rest.next());
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            return some;
        });
    }

    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return FileCalls.shielded(() -> {
            all.close();
            return all;
        });
    }
}
