package dev.heddle.transform.files;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The woven classes of one directory, each with its frame classes, as a text file remembers them from run to run. Hashes
 * are of the files as written; by them a file that someone else has replaced is told from ours. Names are paths below the
 * directory, without {@code .class}. Immutable.
 *
 * <pre>
 * class 3f2a... shop/Store
 * frame 91bc... shop/Store$buy$Coroutine
 * </pre>
 */
record Ledger(SortedMap<String, Entry> classes) {
    static final Ledger EMPTY = new Ledger(new TreeMap<>());

    /**
     * One woven class.
     *
     * @param frames name to hash
     */
    record Entry(String hash, SortedMap<String, String> frames) {
        Entry {
            frames = Collections.unmodifiableSortedMap(frames);
        }

        /**
         * The entry for a class file that may have been compiled again or rewritten since: with its hash, and without
         * the frames that it does not mention. Other tools may rewrite a woven class, so what counts is not whether the
         * hash is still the same but whether the class still needs the frames.
         */
        Entry neededBy(byte[] classFile) {
            SortedMap<String, String> needed = new TreeMap<>(frames);
            needed.keySet().removeIf(frame -> !mentions(classFile, frame.substring(frame.lastIndexOf('/') + 1)));
            return new Entry(Ledger.hash(classFile), needed);
        }
    }

    Ledger {
        classes = Collections.unmodifiableSortedMap(classes);
    }

    /** The ledger in {@code file}; an empty one where there is none, or where the text is not a ledger. */
    static Ledger read(Path file) throws IOException {
        SortedMap<String, Entry> classes = new TreeMap<>();
        SortedMap<String, String> frames = new TreeMap<>();
        String text = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length < 3) {
                return EMPTY;
            }
            if (words[0].equals("class")) {
                frames = new TreeMap<>();
                classes.put(words[2], new Entry(words[1], frames));
            } else {
                frames.put(words[2], words[1]);
            }
        }
        return new Ledger(classes);
    }

    /** The text form, which {@link #read} understands. */
    String text() {
        StringBuilder text = new StringBuilder();
        classes.forEach((name, entry) -> {
            text.append("class ").append(entry.hash()).append(' ').append(name).append('\n');
            entry.frames()
                    .forEach((frame, hash) -> text.append("frame ")
                            .append(hash)
                            .append(' ')
                            .append(frame)
                            .append('\n'));
        });
        return text.toString();
    }

    /** All frame classes: name to hash. */
    SortedMap<String, String> frames() {
        SortedMap<String, String> all = new TreeMap<>();
        classes.values().forEach(entry -> all.putAll(entry.frames()));
        return all;
    }

    /** What is known of a class; for one that is not in the ledger an entry without frames. */
    Entry entry(String name) {
        return classes.getOrDefault(name, new Entry("", new TreeMap<>()));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }

    /** Whether the bytes of a name stand in a class file; parses nothing, so it holds for class files of any version. */
    private static boolean mentions(byte[] classFile, String name) {
        ByteArrayOutputStream modifiedUtf8 = new ByteArrayOutputStream();
        try {
            new DataOutputStream(modifiedUtf8).writeUTF(name);
        } catch (IOException tooLongForAName) {
            return false;
        }
        byte[] wanted = Arrays.copyOfRange(modifiedUtf8.toByteArray(), Short.BYTES, modifiedUtf8.size());
        for (int i = 0; i <= classFile.length - wanted.length; i++) {
            if (Arrays.equals(classFile, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
