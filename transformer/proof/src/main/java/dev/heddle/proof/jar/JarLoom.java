package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector.Body;
import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.transform.ClassBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes a copy of a jar in which every class is injected and woven. Everything else is copied, less signatures, which would no
 * longer be true. Confined to one thread.
 */
public final class JarLoom {
    private final ClassLoom loom;
    private final List<String> refused = new ArrayList<>();
    private int classes;
    private int coroutines;
    private int points;
    private int calls;

    /**
     * @param library the classes of all jars that will be woven
     * @param classPath what the weaver may know of other classes
     */
    public JarLoom(long seed, ClassBytes library, ClassBytes classPath) {
        this.loom = new ClassLoom(seed, library, classPath);
    }

    /** Methods that were refused, each with the code of the diagnostic. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /**
     * Weaves {@code from} into {@code to}.
     *
     * @throws AssertionError if the weaver fails
     */
    public void weave(Path from, Path to) throws IOException {
        try (ZipFile in = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) in.stream().map(ZipEntry.class::cast)::iterator) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                String name = entry.getName();
                if (Jar.isClass(name)) {
                    weaveClass(name, bytes, out);
                } else if (!isSignature(name) && !name.endsWith("module-info.class")) {
                    write(name, bytes, out);
                }
            }
        }
    }

    private void weaveClass(String entry, byte[] bytes, ZipOutputStream out) throws IOException {
        ClassOutcome outcome = loom.weave(bytes);
        if (outcome instanceof ClassOutcome.Failed failed) {
            throw new AssertionError("weaving " + entry + " failed", failed.failure());
        }
        if (outcome instanceof ClassOutcome.Woven woven) {
            note(woven.refused());
            classes++;
            coroutines += woven.bodies().size();
            calls += woven.bodies().stream().mapToInt(Body::calls).sum();
            points += woven.bodies().stream().mapToInt(Body::points).sum();
            for (Map.Entry<String, byte[]> made : woven.classes().entrySet()) {
                write(made.getKey() + ".class", made.getValue(), out);
            }
        } else if (outcome instanceof ClassOutcome.Left left) {
            note(left.refused());
            write(entry, bytes, out);
        }
    }

    private void note(List<Refusal> refusals) {
        refusals.forEach(refusal -> refused.add(refusal.code() + " " + refusal.place()));
    }

    private static void write(String entry, byte[] bytes, ZipOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(entry));
        out.write(bytes);
        out.closeEntry();
    }

    private static boolean isSignature(String entry) {
        return entry.startsWith("META-INF/")
                && (entry.endsWith(".SF") || entry.endsWith(".RSA") || entry.endsWith(".DSA"));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d classes woven with %,d coroutines, %,d awaited calls and %,d points; refused: %s",
                classes,
                coroutines,
                calls,
                points,
                refused);
    }
}
