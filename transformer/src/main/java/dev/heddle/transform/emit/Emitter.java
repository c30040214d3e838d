package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
     * @param frames internal name to class file of the frame classes
     */
    public record Output(byte[] classFile, SortedMap<String, byte[]> frames) {}

    /** Emits all methods of a class by a writer that is new. */
    public static Output emit(ClassNode owner, List<AsyncPlan> plans, Stamp stamp, ClassWriter writer) {
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
        owner.accept(writer);
        return new Output(writer.toByteArray(), frames);
    }
}
