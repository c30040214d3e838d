package dev.heddle.transform.files;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.parse.ClassFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Weaves the class files of a jar into another jar, which may take its place. Everything is decided before anything is
 * written; the output appears in one step, and not at all when a class cannot be woven. Entries keep their order, times and
 * compression; frame classes follow their owner, and the manifest comes first, as readers of streams expect. Archives inside
 * the archive are left alone. Confined to one thread.
 */
public final class JarWeaver {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String VERSIONS = "META-INF/versions/";
    private static final Pattern SIGNATURE = Pattern.compile("(?i)META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    private static final Pattern NESTED = Pattern.compile("(?i).*\\.(jar|war|ear|zip)");
    private static final int FIRST_VERSION = 9;

    private final Path jar;
    private final ClassBytes classPath;
    private final WeaverOptions options;
    private final SourceFiles sources;
    private final Archive.Limits limits;

    /** A weaver that sees no sources. */
    public JarWeaver(Path jar, ClassBytes classPath, WeaverOptions options) {
        this(jar, classPath, options, SourceFiles.NONE);
    }

    /** A weaver of {@code jar}, whose own classes are seen before those of {@code classPath}. */
    public JarWeaver(Path jar, ClassBytes classPath, WeaverOptions options, SourceFiles sources) {
        this(jar, classPath, options, sources, Archive.Limits.DEFAULT);
    }

    JarWeaver(Path jar, ClassBytes classPath, WeaverOptions options, SourceFiles sources, Archive.Limits limits) {
        this.jar = jar;
        this.classPath = classPath;
        this.options = options;
        this.sources = sources;
        this.limits = limits;
    }

    /**
     * What weaving a jar came to.
     *
     * @param diagnostics of all classes, in the order of the entries; when one is an error, nothing was written
     * @param plans name of each entry that was woven now to the plan of what was done
     * @param classes how many class files were looked at
     * @param nested archives inside, which were left alone
     */
    public record Outcome(
            List<Diagnostic> diagnostics, SortedMap<String, String> plans, int classes, List<String> nested) {
        /** Those for which nothing was written. */
        public List<Diagnostic> errors() {
            return diagnostics.stream().filter(Diagnostic::isError).toList();
        }
    }

    /**
     * Weaves what is not woven yet.
     *
     * @param output the new jar; where there is nothing to weave it is a copy, and if it is the same file, is not touched
     * @throws ArchiveException if the jar is damaged, hostile or signed
     */
    public Outcome weave(Path output) throws IOException {
        try (Archive archive = Archive.open(jar, limits)) {
            Reading reading = new Reading(archive);
            Map<String, WeaveResult.Woven> woven = reading.weaveAll();
            Outcome outcome = reading.outcome(woven);
            if (outcome.errors().isEmpty()) {
                if (!woven.isEmpty()) {
                    refuseSigned(archive);
                    replace(output, beside -> write(archive, woven, beside));
                } else if (!isSame(output)) {
                    replace(output, beside -> Files.copy(jar, beside));
                }
            }
            return outcome;
        }
    }

    private boolean isSame(Path output) throws IOException {
        return Files.exists(output) && Files.isSameFile(jar, output);
    }

    private void refuseSigned(Archive archive) throws ArchiveException {
        for (ZipEntry entry : archive.entries()) {
            if (SIGNATURE.matcher(entry.getName()).matches()) {
                throw new ArchiveException("`" + jar + "` is signed (`" + entry.getName()
                        + "`), and weaving would break the signature; weave first, then sign");
            }
        }
    }

    /** The classes of one archive, each woven with what it sees of the others. */
    private final class Reading {
        private final Archive archive;
        private final Map<String, ZipEntry> byName = new HashMap<>();
        private final Map<String, Weaver> weavers = new HashMap<>();
        private final List<Diagnostic> diagnostics = new ArrayList<>();
        private int classes;

        Reading(Archive archive) {
            this.archive = archive;
            archive.entries().forEach(entry -> byName.put(entry.getName(), entry));
        }

        Map<String, WeaveResult.Woven> weaveAll() throws IOException {
            Map<String, WeaveResult.Woven> woven = new LinkedHashMap<>();
            for (ZipEntry entry : archive.entries()) {
                if (ClassFiles.isClassFile(entry.getName()) && !entry.isDirectory()) {
                    classes++;
                    WeaveResult result = weave(entry, archive.read(entry));
                    if (result instanceof WeaveResult.Rejected rejected) {
                        rejected.diagnostics().forEach(each -> diagnostics.add(each.in(entry.getName())));
                    } else if (result instanceof WeaveResult.Woven changed) {
                        diagnostics.addAll(changed.diagnostics());
                        refuseTaken(entry.getName(), changed);
                        woven.put(entry.getName(), changed);
                    } else {
                        diagnostics.addAll(((WeaveResult.Unchanged) result).diagnostics());
                    }
                }
            }
            return woven;
        }

        Outcome outcome(Map<String, WeaveResult.Woven> woven) {
            SortedMap<String, String> plans = new TreeMap<>();
            woven.forEach((name, result) -> plans.put(ClassFiles.withoutSuffix(name), result.plan()));
            List<String> nested = archive.entries().stream()
                    .map(ZipEntry::getName)
                    .filter(name -> NESTED.matcher(name).matches())
                    .toList();
            return new Outcome(List.copyOf(diagnostics), plans, classes, nested);
        }

        private WeaveResult weave(ZipEntry entry, byte[] classFile) {
            try {
                return weavers.computeIfAbsent(root(entry.getName(), classFile), this::weaver)
                        .weave(classFile);
            } catch (OutputError bug) {
                throw bug;
            } catch (RuntimeException e) {
                throw new IllegalStateException("cannot weave `" + archive.name(entry) + "`: " + e.getMessage(), e);
            }
        }

        private void refuseTaken(String owner, WeaveResult.Woven woven) throws ArchiveException {
            for (String frame : woven.frames().keySet()) {
                String name = ClassFiles.beside(owner, frame);
                ZipEntry there = byName.get(name);
                if (there != null && !isFrame(readOrNothing(there))) {
                    throw new ArchiveException("`" + jar + "` has an entry `" + name + "`, which weaving `" + owner
                            + "` would have to add");
                }
            }
        }

        /** One that is there already was made by an earlier weaving of the same class; the new one takes its place. */
        private static boolean isFrame(byte[] classFile) {
            try {
                return RuntimeAbi.FRAME.equals(ClassFile.superName(classFile));
            } catch (RuntimeException damaged) {
                return false;
            }
        }

        /** Below which folder of the archive a class stands, by its name: for example {@code WEB-INF/classes/}. */
        private static String root(String entry, byte[] classFile) {
            try {
                String suffix = ClassFile.name(classFile) + ".class";
                return entry.endsWith(suffix) ? entry.substring(0, entry.length() - suffix.length()) : "";
            } catch (RuntimeException damaged) {
                return ""; // wherever it stands, weaving it says what is wrong with it
            }
        }

        private Weaver weaver(String root) {
            List<String> roots = roots(root);
            Map<String, byte[]> known = new HashMap<>();
            ClassBytes view = name -> {
                for (String each : roots) {
                    ZipEntry entry = byName.get(each + name + ".class");
                    if (entry != null) {
                        return known.computeIfAbsent(entry.getName(), ignored -> readOrNothing(entry));
                    }
                }
                return classPath.find(name);
            };
            return new Weaver(view, options, sources);
        }

        /** A damaged class is found when it is woven itself; until then it is one that answers no question. */
        private byte[] readOrNothing(ZipEntry entry) {
            try {
                return archive.read(entry);
            } catch (IOException unreadable) {
                return new byte[0];
            }
        }

        /** A class for Java 11 sees those for Java 11, 10 and 9 and then the others, as the virtual machine does. */
        private static List<String> roots(String root) {
            List<String> roots = new ArrayList<>(List.of(root));
            if (root.matches(VERSIONS + "\\d{1,4}/")) {
                int version = Integer.parseInt(root.substring(VERSIONS.length(), root.length() - 1));
                for (int lower = version - 1; lower >= FIRST_VERSION; lower--) {
                    roots.add(VERSIONS + lower + "/");
                }
            }
            if (!root.isEmpty()) {
                roots.add("");
            }
            return roots;
        }
    }

    private static void write(Archive archive, Map<String, WeaveResult.Woven> woven, Path output) throws IOException {
        Set<String> frames = new HashSet<>();
        woven.forEach((owner, changed) ->
                changed.frames().keySet().forEach(frame -> frames.add(ClassFiles.beside(owner, frame))));
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(output)))) {
            zip.setComment(archive.comment());
            for (ZipEntry entry : manifestFirst(archive.entries())) {
                WeaveResult.Woven changed = woven.get(entry.getName());
                if (frames.contains(entry.getName())) {
                    continue;
                }
                if (changed == null) {
                    ZipEntry copy = new ZipEntry(entry);
                    copy.setCompressedSize(-1); // the same bytes may be packed differently here
                    zip.putNextEntry(copy);
                    archive.copy(entry, zip);
                } else {
                    put(zip, like(entry, entry.getName()), changed.classFile());
                    for (Map.Entry<String, byte[]> frame : changed.frames().entrySet()) {
                        put(zip, like(entry, ClassFiles.beside(entry.getName(), frame.getKey())), frame.getValue());
                    }
                }
            }
        }
    }

    private static List<ZipEntry> manifestFirst(List<ZipEntry> entries) {
        List<String> first = List.of(MANIFEST, "META-INF/"); // the last comes first, all others after both
        return entries.stream()
                .sorted(Comparator.comparingInt(entry -> -first.indexOf(entry.getName())))
                .toList();
    }

    private static ZipEntry like(ZipEntry entry, String name) {
        ZipEntry like = new ZipEntry(name);
        like.setMethod(entry.getMethod());
        try {
            like.setTimeLocal(entry.getTimeLocal());
        } catch (DateTimeException noDate) {
            like.setTime(entry.getTime()); // takes any bits for a date
        }
        return like;
    }

    private static void put(ZipOutputStream zip, ZipEntry entry, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    private interface Writing {
        void to(Path beside) throws IOException;
    }

    private static void replace(Path output, Writing writing) throws IOException {
        Path target = Files.exists(output) ? output.toRealPath() : output;
        Path beside = target.resolveSibling(target.getFileName() + ".heddle");
        try {
            writing.to(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
