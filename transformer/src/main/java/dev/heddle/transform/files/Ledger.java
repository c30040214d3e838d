package dev.heddle.transform.files;

import dev.heddle.transform.parse.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The woven classes of one directory, each with its frame classes, as a text file remembers them from run to run. Hashes
 * are of files: as written, by which a file that someone else has replaced is told from ours; as compiled, by which the file
 * is known that a class can be woven from again; and of the settings that a class was woven with. Names are paths below the
 * directory, without {@code .class}. Immutable.
 *
 * <pre>
 * class 3f2a... 77d0... c41e... shop/Store        (written, compiled, settings)
 * frame 91bc... shop/Store$buy$Coroutine
 * </pre>
 */
record Ledger(SortedMap<String, Entry> classes) {
    static final Ledger EMPTY = new Ledger(new TreeMap<>());

    private static final HexFormat HEX = HexFormat.of();

    /**
     * One woven class.
     *
     * @param frames name to hash
     */
    record Entry(String written, String compiled, String settings, SortedMap<String, String> frames) {
        Entry {
            frames = Collections.unmodifiableSortedMap(frames);
        }

        /**
         * The entry for a class file that may have been compiled again or rewritten since: without the frames that it does
         * not mention. Other tools may rewrite a woven class, so what counts is not whether the hash is still the same but
         * whether the class still needs the frames.
         */
        Entry neededBy(byte[] classFile) {
            SortedMap<String, String> needed = new TreeMap<>(frames);
            needed.keySet().removeIf(frame -> !mentions(classFile, frame.substring(frame.lastIndexOf('/') + 1)));
            return new Entry(written, compiled, settings, needed);
        }
    }

    Ledger {
        classes = Collections.unmodifiableSortedMap(classes);
    }

    /** The ledger in {@code file}; an empty one where there is none, or where the text is not a ledger of files below. */
    static Ledger read(Path file) throws IOException {
        SortedMap<String, Entry> classes = new TreeMap<>();
        SortedMap<String, String> frames = new TreeMap<>();
        String text = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", line.startsWith("class ") ? 5 : 3);
            if (!FileNames.isBelow(words[words.length - 1])) {
                return EMPTY;
            }
            if (words.length == 5) {
                frames = new TreeMap<>();
                classes.put(words[4], new Entry(words[1], words[2], words[3], frames));
            } else if (words.length == 3 && words[0].equals("frame") && !classes.isEmpty()) {
                frames.put(words[2], words[1]);
            } else {
                return EMPTY;
            }
        }
        return new Ledger(classes);
    }

    /** The text form, which {@link #read} understands. */
    String text() {
        StringBuilder text = new StringBuilder();
        classes.forEach((name, entry) -> {
            line(text, "class", entry.written(), entry.compiled(), entry.settings(), name);
            entry.frames().forEach((frame, hash) -> line(text, "frame", hash, frame));
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String... words) {
        text.append(String.join(" ", words)).append('\n');
    }

    /** All frame classes: name to hash. */
    SortedMap<String, String> frames() {
        SortedMap<String, String> all = new TreeMap<>();
        classes.values().forEach(entry -> all.putAll(entry.frames()));
        return all;
    }

    /** Whether a class file with that hash is what was written when the class was woven. */
    boolean wrote(String name, String hash) {
        Entry entry = classes.get(name);
        return entry != null && entry.written().equals(hash);
    }

    /**
     * Two checksums of 32 bits by polynomials without a common factor, and the length. They tell what has changed by accident
     * or by a tool as surely as one of 64 bits does, and unlike a cryptographic hash they are computed by the processor from the
     * first file on, when the virtual machine has just begun.
     */
    static String hash(byte[] bytes) {
        return HEX.toHexDigits((int) checksum(new CRC32(), bytes))
                + HEX.toHexDigits((int) checksum(new CRC32C(), bytes))
                + HEX.toHexDigits(bytes.length);
    }

    private static long checksum(Checksum sum, byte[] bytes) {
        sum.update(bytes);
        return sum.getValue();
    }

    /** Whether the bytes of a name stand in a class file; parses nothing, so it holds for class files of any version. */
    static boolean mentions(byte[] classFile, String name) {
        ByteArrayOutputStream modifiedUtf8 = new ByteArrayOutputStream();
        try {
            new DataOutputStream(modifiedUtf8).writeUTF(name);
        } catch (IOException tooLongForAName) {
            return false;
        }
        byte[] wanted = Arrays.copyOfRange(modifiedUtf8.toByteArray(), Short.BYTES, modifiedUtf8.size());
        for (int i = 0; i <= classFile.length - wanted.length; i++) {
            if (classFile[i] == wanted[0] && Arrays.equals(classFile, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
