// H210
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingMarked {
    interface Store {
        @Blocking
        int count();

        String name();
    }

    abstract static class FastStore implements Store {
        @Override
        public int count() {
            return 1;
        }
    }

    @Blocking
    static class Archive {
        String read() {
            return "";
        }
    }

    static class Warned {
        @Async
        Coroutine<Integer> marked(Store store) {
            return done(store.count());
        }

        @Async
        Coroutine<Integer> overridden(FastStore store) {
            return done(store.count());
        }

        @Async
        Coroutine<String> ofMarkedClass(Archive archive) {
            return done(archive.read());
        }
    }

    static class Silent {
        int notAsync(Store store) {
            return store.count();
        }

        @Async
        Coroutine<Integer> elsewhere(Store store) {
            return done(await(blocking(() -> store.count())));
        }

        @Async
        Coroutine<String> notMarked(Store store) {
            return done(store.name());
        }
    }
}
