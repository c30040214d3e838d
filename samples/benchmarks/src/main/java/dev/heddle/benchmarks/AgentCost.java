package dev.heddle.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * with Heddle's; a program that is a jar, without an agent and naming Heddle's in its manifest; from JDK 25 on also with a
 * cache made ahead of time, without and with Heddle's. Medians are printed.
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
        Path heddle = Path.of(args[0]).toAbsolutePath();
        Path looking = work.resolve("looking.jar");
        writeJar(looking, Map.of("Premain-Class", LookingAgent.class.getName()), LookingAgent.class);
        Path program = work.resolve("program.jar");
        Map<String, String> started = Map.of("Main-Class", ClassLoads.class.getName(), "Class-Path", "classes.jar");
        writeJar(program, started);
        Path woven = work.resolve("woven.jar");
        Map<String, String> startedWithAgent = new HashMap<>(started);
        startedWithAgent.put("Class-Path", "classes.jar " + heddle.toUri());
        startedWithAgent.put("Launcher-Agent-Class", "dev.heddle.transform.agent.WeavingAgent");
        writeJar(woven, startedWithAgent);
        List<String> none = List.of("-cp", classes.toString(), ClassLoads.class.getName());
        List<String> agent = with("-javaagent:" + heddle, none);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("no agent", none);
        rows.put("agent that does nothing", with("-javaagent:" + looking, none));
        rows.put("Heddle", agent);
        rows.put("no agent, a jar", List.of("-jar", program.toString()));
        rows.put("Heddle, named in the jar", List.of("-jar", woven.toString()));
        List<Path> caches = new ArrayList<>();
        if (Runtime.version().feature() >= FIRST_WITH_CACHES) {
            caches.add(cache(work.resolve("plain.aot"), none));
            rows.put("no agent, cache", with(used(caches.get(0)), none));
            caches.add(cache(work.resolve("heddle.aot"), agent));
            rows.put("Heddle, cache", with(used(caches.get(1)), agent));
        }
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        for (int round = Integer.parseInt(args[1]); round > 0; round--) {
            for (Map.Entry<String, List<String>> row : rows.entrySet()) {
                figures.computeIfAbsent(row.getKey(), name -> new ArrayList<>()).add(figures(row.getValue()));
            }
        }
        System.out.println("                             start  first " + ClassLoads.FIRST + "  all " + CLASSES);
        figures.forEach((row, all) -> System.out.printf(
                "%-24s %6.1f ms %7.2f us %7.2f us a class%n", row, median(all, 0), median(all, 1), median(all, 2)));
        caches.addAll(List.of(classes, looking, program, woven, work));
        for (Path file : caches) {
            Files.delete(file);
        }
    }

    private static List<String> with(String option, List<String> program) {
        List<String> words = new ArrayList<>();
        words.add(option);
        words.addAll(program);
        return words;
    }

    /** What a program that does nothing leaves to those after it. */
    private static Path cache(Path file, List<String> program) throws Exception {
        run(with("-XX:AOTCacheOutput=" + file, program), 0);
        return file;
    }

    private static String used(Path cache) {
        return "-XX:AOTCache=" + cache;
    }

    /** Milliseconds of a program that does nothing; microseconds a class, of the first ones and of all. */
    private static double[] figures(List<String> program) throws Exception {
        long begun = System.nanoTime();
        run(program, 0);
        double start = (System.nanoTime() - begun) / 1e6;
        String[] loads = run(program, CLASSES).strip().split(" ");
        return new double[] {start, Double.parseDouble(loads[0]), Double.parseDouble(loads[1])};
    }

    private static String run(List<String> program, int count) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(program);
        words.add(Integer.toString(count));
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

    private static void writeJar(Path jar, Map<String, String> attributes, Class<?>... types) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file, manifest)) {
            for (Class<?> type : types) {
                copy(type, archive);
            }
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
