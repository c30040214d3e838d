package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Carries out the plans of one class. Changes the class node it is given. */
public final class Emitter {
    private Emitter() {}

    /**
     * The output of one weaving.
     *
     * @param classFile the woven class
     * @param made name and descriptor of the methods that weaving added to it
     * @param frames internal name to class file of the frame classes
     */
    public record Output(byte[] classFile, Set<String> made, SortedMap<String, byte[]> frames) {}

    /** Emits all methods of a class. */
    public static Output emit(ClassNode owner, List<AsyncPlan> plans, Stamp stamp) {
        SortedMap<String, byte[]> frames = new TreeMap<>();
        List<MethodNode> bodies = new ArrayList<>();
        for (AsyncPlan plan : plans) {
            List<StateGroup> groups = StateGroup.of(plan);
            if (DirectBody.isNeeded(plan)) {
                bodies.add(new DirectBody(plan, groups).emit());
            }
            bodies.add(new ResumeBody(plan, groups).emit());
            bodies.addAll(SuspendMethod.of(plan, groups));
            frames.put(plan.frameClass(), FrameClass.emit(plan, stamp));
        }
        for (AsyncPlan plan : plans) {
            PublicFace.replaceBody(plan.facts().method(), plan);
        }
        owner.methods.addAll(bodies);
        owner.attrs = owner.attrs == null ? new ArrayList<>() : owner.attrs;
        owner.attrs.add(stamp.withFrames(List.copyOf(frames.keySet())));
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        Set<String> made = bodies.stream().map(body -> body.name + body.desc).collect(Collectors.toUnmodifiableSet());
        return new Output(writer.toByteArray(), made, frames);
    }
}
