package dev.heddle.transform.emit;

import dev.heddle.transform.emit.CodeTooLarge.Excess;
import dev.heddle.transform.plan.AsyncPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Carries out the plans of one class. Changes the class node it is given. */
public final class Emitter {
    private static final int LARGEST_METHOD = 65535;

    private Emitter() {}

    /**
     * The output of one weaving.
     *
     * @param classFile the woven class
     * @param made name and descriptor of the methods that weaving added to it
     * @param frames internal name to class file of the frame classes
     */
    public record Output(byte[] classFile, Set<String> made, SortedMap<String, byte[]> frames) {}

    /**
     * Emits all methods of a class by a writer that is new.
     *
     * @throws CodeTooLarge if a method has become too large
     * @throws org.objectweb.asm.ClassTooLargeException if the class has too many constants now
     */
    public static Output emit(ClassNode owner, List<AsyncPlan> plans, Stamp stamp, ClassWriter writer) {
        SortedMap<String, byte[]> frames = new TreeMap<>();
        List<Body> bodies = new ArrayList<>();
        List<MethodNode> methods = new ArrayList<>();
        for (AsyncPlan plan : plans) {
            List<StateGroup> groups = StateGroup.of(plan);
            if (DirectBody.isNeeded(plan)) {
                bodies.add(new DirectBody(plan, groups));
            }
            bodies.add(new ResumeBody(plan, groups));
            methods.addAll(SuspendMethod.of(plan, groups));
            frames.put(plan.frameClass(), FrameClass.emit(plan, stamp));
        }
        bodies.forEach(body -> methods.add(body.emit()));
        for (AsyncPlan plan : plans) {
            PublicFace.replaceBody(plan.facts().method(), plan);
        }
        owner.methods.addAll(methods);
        owner.attrs = owner.attrs == null ? new ArrayList<>() : owner.attrs;
        owner.attrs.add(stamp.withFrames(List.copyOf(frames.keySet())));
        owner.accept(writer);
        Set<String> made =
                methods.stream().map(method -> method.name + method.desc).collect(Collectors.toUnmodifiableSet());
        try {
            return new Output(writer.toByteArray(), made, frames);
        } catch (MethodTooLargeException tooLarge) {
            throw new CodeTooLarge(excesses(bodies, tooLarge), tooLarge);
        }
    }

    /** What is too large as it was emitted, and the body that became so when its jumps were made longer. */
    private static List<Excess> excesses(List<Body> bodies, MethodTooLargeException written) {
        Map<AsyncPlan, Excess> largest = new LinkedHashMap<>();
        for (Body body : bodies) {
            SortedMap<Integer, Integer> byLine = body.bytesByLine();
            int bytes = byLine.values().stream().mapToInt(Integer::intValue).sum();
            boolean isWritten = body.output.name.equals(written.getMethodName())
                    && body.output.desc.equals(written.getDescriptor());
            if (bytes > LARGEST_METHOD || isWritten) {
                int known = isWritten ? Math.max(bytes, written.getCodeSize()) : bytes;
                Excess excess = new Excess(body.plan, body.title(), known, byLine);
                largest.merge(body.plan, excess, (one, other) -> one.bytes() >= other.bytes() ? one : other);
            }
        }
        return List.copyOf(largest.values());
    }
}
