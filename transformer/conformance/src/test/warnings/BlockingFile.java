package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;

class BlockingFile {
    static class Journal extends RandomAccessFile {
        Journal(File file) throws IOException {
            super(file, "rw");
        }
    }

    static class Warned {
        @Async
        Coroutine<String> readsFile(Path file) throws IOException {
            new FileInputStream(file.toFile());
            return done(Files.readString(file));
        }

        @Async
        Coroutine<Void> writesToOpenStream(FileOutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            return done();
        }

        @Async
        Coroutine<Integer> readsFromChannel(FileChannel channel, ByteBuffer buffer) throws IOException {
            return done(channel.read(buffer, 0));
        }

        @Async
        Coroutine<Long> walksTree(Path folder) throws IOException {
            try (var files = Files.walk(folder)) {
                return done(files.count());
            }
        }

        @Async
        Coroutine<String> readsByASubclass(Journal journal) throws IOException {
            return done(journal.readLine());
        }
    }

    static class Silent {
        @Async
        Coroutine<String> readsElsewhere(Path file) {
            return done(await(blocking(() -> Files.readString(file))));
        }

        @Async
        Coroutine<String> readsMemory(byte[] bytes) throws IOException {
            return done(new String(new ByteArrayInputStream(bytes).readAllBytes()));
        }

        @Async
        Coroutine<String> worksWithNames(Path folder, File file) {
            return done(folder.resolve(file.getName()).getFileName().toString());
        }

        @Async
        Coroutine<Void> writesToWhatIsNoFile(OutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            return done();
        }

        String plain(Path file) throws IOException {
            return Files.readString(file);
        }
    }
}
