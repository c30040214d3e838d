package dev.heddle.transform.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the weaving of one directory, in a folder of its own: the ledger, and each woven class as it was
 * compiled, from which it can be woven again. Confined to one thread.
 *
 * <p>While classes are written the ledger of the run before is kept beside the new one. A run that finds it there knows that
 * the last one was interrupted, and by the two ledgers what that has written and what it has not.
 *
 * <pre>
 * ledger.txt, ledger.before.txt, compiled/shop/Store.class
 * </pre>
 */
final class Records {
    private final Path folder;
    private final Replacing files;

    Records(Path folder, Replacing files) {
        this.folder = folder;
        this.files = files;
    }

    Ledger ledger() throws IOException {
        return Ledger.read(current());
    }

    /** The ledger before a run that was interrupted; empty where none was. */
    Ledger interrupted() throws IOException {
        return Ledger.read(previous());
    }

    boolean wasInterrupted() {
        return Files.exists(previous());
    }

    /** A class as it was compiled; null if it is not there, or is not the one with that hash. */
    byte @Nullable [] compiled(String name, String hash) throws IOException {
        Path file = file(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        return Ledger.hash(bytes).equals(hash) ? bytes : null;
    }

    /**
     * Called before the first class is written.
     *
     * @param after what will have been woven
     * @param compiled those that will be written, as they were compiled
     */
    void begin(Ledger after, Map<String, byte[]> compiled) throws IOException {
        for (Map.Entry<String, byte[]> each : compiled.entrySet()) {
            write(file(each.getKey()), each.getValue());
        }
        if (!wasInterrupted()) {
            write(previous(), bytes(ledger()));
        }
        write(current(), bytes(after));
    }

    /** Called when all classes have been written. */
    void end(Ledger after) throws IOException {
        for (String name : interrupted().classes().keySet()) {
            if (!after.classes().containsKey(name)) {
                files.delete(file(name));
            }
        }
        if (after.classes().isEmpty()) {
            files.delete(current());
        }
        files.delete(previous());
    }

    private Path current() {
        return folder.resolve("ledger.txt");
    }

    private Path previous() {
        return folder.resolve("ledger.before.txt");
    }

    private Path file(String name) {
        return folderOfCompiled(folder).resolve(name + ".class");
    }

    /** Where a folder of records has the classes as they were compiled. */
    static Path folderOfCompiled(Path records) {
        return records.resolve("compiled");
    }

    private static byte[] bytes(Ledger ledger) {
        return ledger.text().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Path file, byte[] bytes) throws IOException {
        files.write(file, bytes, FileTime.from(Instant.now()));
    }
}
