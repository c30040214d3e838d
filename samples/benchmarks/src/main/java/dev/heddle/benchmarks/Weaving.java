package dev.heddle.benchmarks;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.files.ClassPath;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The weaver itself: what a method costs that is woven, and what a class costs in which there is nothing to weave. */
public class Weaving extends Measurement {
    private List<byte[]> programs = List.of();
    private List<byte[]> classesOfTheJdk = List.of();
    private ClassPath classPath = ClassPath.open(List.of());

    @Setup(Level.Trial)
    public void compile() throws Exception {
        programs = WeavingInput.programs();
        classesOfTheJdk = WeavingInput.classesOfTheJdk();
        classPath = WeavingInput.classPath();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        classPath.close();
    }

    /** Parsing, checks with all warnings, planning, emitting and verifying, for each method. */
    @Benchmark
    @OperationsPerInvocation(WeavingInput.METHODS)
    public int method() {
        Weaver weaver = new Weaver(classPath);
        int frames = 0;
        for (byte[] program : programs) {
            if (weaver.weave(program) instanceof WeaveResult.Woven woven) {
                frames += woven.frames().size();
            }
        }
        return frames;
    }

    @Benchmark
    @OperationsPerInvocation(WeavingInput.CLASSES)
    public int untouchedClass() {
        Weaver weaver = new Weaver(classPath);
        int woven = 0;
        for (byte[] classFile : classesOfTheJdk) {
            if (weaver.weave(classFile) instanceof WeaveResult.Woven) {
                woven++;
            }
        }
        return woven;
    }
}
