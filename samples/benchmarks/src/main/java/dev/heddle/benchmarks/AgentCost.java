package dev.heddle.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the agent costs programs in which there is nothing to weave: when they start, and for each class that they load.
 * Virtual machines are started in turns: without an agent, with one that is asked about each class and answers at once, and
 * with Heddle's; from JDK 25 on also with a cache made ahead of time, without and with Heddle's. Medians are printed.
 */
public final class AgentCost {
    private static final int CLASSES = 20_000;
    private static final int FIRST_WITH_CACHES = 25;

    private AgentCost() {}

    /** Takes the jar of the agent and the number of rounds. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("agent-cost");
        Path classes = work.resolve("classes.jar");
        writeClasses(classes);
        Path looking = work.resolve("looking.jar");
        writeAgent(looking);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("no agent", List.of());
        rows.put("agent that does nothing", List.of("-javaagent:" + looking));
        String heddle = "-javaagent:" + Path.of(args[0]).toAbsolutePath();
        rows.put("Heddle", List.of(heddle));
        List<Path> caches = new ArrayList<>();
        if (Runtime.version().feature() >= FIRST_WITH_CACHES) {
            caches.add(cache(work.resolve("plain.aot"), List.of(), classes));
            rows.put("no agent, cache", List.of(used(caches.get(0))));
            caches.add(cache(work.resolve("heddle.aot"), List.of(heddle), classes));
            rows.put("Heddle, cache", List.of(heddle, used(caches.get(1))));
        }
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        for (int round = Integer.parseInt(args[1]); round > 0; round--) {
            for (Map.Entry<String, List<String>> row : rows.entrySet()) {
                figures.computeIfAbsent(row.getKey(), name -> new ArrayList<>()).add(figures(row.getValue(), classes));
            }
        }
        System.out.println("                             start  first " + ClassLoads.FIRST + "  all " + CLASSES);
        figures.forEach((row, all) -> System.out.printf(
                "%-24s %6.1f ms %7.2f us %7.2f us a class%n", row, median(all, 0), median(all, 1), median(all, 2)));
        caches.addAll(List.of(classes, looking, work));
        for (Path file : caches) {
            Files.delete(file);
        }
    }

    /** What a program with these options that does nothing leaves to those after it. */
    private static Path cache(Path file, List<String> options, Path classes) throws Exception {
        List<String> training = new ArrayList<>(options);
        training.add("-XX:AOTCacheOutput=" + file);
        run(training, classes, 0);
        return file;
    }

    private static String used(Path cache) {
        return "-XX:AOTCache=" + cache;
    }

    /** Milliseconds of a program that does nothing; microseconds a class, of the first ones and of all. */
    private static double[] figures(List<String> options, Path classes) throws Exception {
        long begun = System.nanoTime();
        run(options, classes, 0);
        double start = (System.nanoTime() - begun) / 1e6;
        String[] loads = run(options, classes, CLASSES).strip().split(" ");
        return new double[] {start, Double.parseDouble(loads[0]), Double.parseDouble(loads[1])};
    }

    private static String run(List<String> options, Path classes, int count) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-cp", classes.toString(), ClassLoads.class.getName(), Integer.toString(count)));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(words + " failed");
        }
        return output;
    }

    private static double median(List<double[]> rounds, int figure) {
        double[] sorted = rounds.stream().mapToDouble(each -> each[figure]).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void writeClasses(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file)) {
            copy(ClassLoads.class, archive);
            for (int i = 0; i < CLASSES; i++) {
                String name = ClassLoads.PREFIX + i;
                archive.putNextEntry(new ZipEntry(name + ".class"));
                archive.write(classFile(name));
            }
        }
    }

    /** As small as classes of programs are: a field, its getter and setter, a constructor and a call. */
    private static byte[] classFile(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitSource(name + ".java", null);
        writer.visitField(Opcodes.ACC_PRIVATE, "value", "Ljava/lang/String;", null, null);
        MethodVisitor made = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(Ljava/lang/String;)V", null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitVarInsn(Opcodes.ALOAD, 1);
        made.visitFieldInsn(Opcodes.PUTFIELD, name, "value", "Ljava/lang/String;");
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(0, 0);
        MethodVisitor getter = writer.visitMethod(Opcodes.ACC_PUBLIC, "getValue", "()Ljava/lang/String;", null, null);
        getter.visitCode();
        getter.visitVarInsn(Opcodes.ALOAD, 0);
        getter.visitFieldInsn(Opcodes.GETFIELD, name, "value", "Ljava/lang/String;");
        getter.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "strip", "()Ljava/lang/String;", false);
        getter.visitInsn(Opcodes.ARETURN);
        getter.visitMaxs(0, 0);
        return writer.toByteArray();
    }

    private static void writeAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", LookingAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file, manifest)) {
            copy(LookingAgent.class, archive);
        }
    }

    private static void copy(Class<?> type, JarOutputStream archive) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        archive.putNextEntry(new ZipEntry(name));
        try (InputStream in = AgentCost.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            in.transferTo(archive);
        }
    }
}
