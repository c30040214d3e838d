package dev.heddle.transform.explain;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves classes to tell what weaving does to them; the woven classes are thrown away. Confined to one thread. */
public final class Explainer {
    private final Weaver weaver;
    private final ClassBytes classPath;
    private final SourceFiles sources;

    /** An explainer for what {@code weaver} does, which looks for other classes on the same class path. */
    public Explainer(Weaver weaver, ClassBytes classPath, SourceFiles sources) {
        this.weaver = weaver;
        this.classPath = classPath;
        this.sources = sources;
    }

    /** Weaves a class and tells what it came to. */
    public WeaveResult explain(byte[] classFile, Explanations told) {
        List<Draft> drafts = new ArrayList<>();
        WeaveResult result = weaver.weave(classFile, plans -> plans.forEach(plan -> drafts.add(draft(plan))));
        if (result instanceof WeaveResult.Woven woven) {
            ClassNode before = ClassFile.parse(classFile);
            ClassNode after = ClassFile.parse(woven.classFile());
            drafts.forEach(draft -> told.add(draft.with(before, after)));
        }
        return result;
    }

    /** What can be told from a plan before it is carried out. */
    private Draft draft(AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        MethodNode method = plan.facts().method();
        String file = ClassFile.file(owner);
        Walk walk = new Walk(plan.facts());
        return new Draft(
                owner.name.replace('/', '.'),
                method,
                plan.frameClass(),
                file,
                Snippet.of(method, sources.lines(file)),
                FrameSize.of(plan, new Hierarchy(owner, classPath)),
                Points.of(plan, walk),
                Ways.of(plan, walk));
    }

    private record Draft(
            String owner,
            MethodNode method,
            String frameClass,
            String file,
            Snippet source,
            FrameSize frame,
            List<Point> points,
            Machine machine) {
        private static final String FACE = "public face";
        private static final String DIRECT = "direct form";
        private static final String RESUME = "resume body";
        private static final String SUSPEND = "suspending";
        private static final List<String> PARTS = List.of(FACE, DIRECT, RESUME, SUSPEND);

        MethodExplanation with(ClassNode before, ClassNode after) {
            List<Listing> woven = new ArrayList<>();
            for (String part : PARTS) {
                after.methods.stream()
                        .filter(made -> partFor(made).equals(part))
                        .map(made -> Disassembler.list(part + ", " + TypeNames.parameters(made), made))
                        .forEach(woven::add);
            }
            MethodNode written = Hierarchy.methodOf(before, method.name, method.desc);
            if (written == null) {
                throw new IllegalArgumentException(method.name + method.desc + " is of another class");
            }
            return new MethodExplanation(
                    owner,
                    TypeNames.parameters(written),
                    TypeNames.result(written),
                    file,
                    source,
                    frame,
                    points,
                    machine,
                    Disassembler.list("as compiled, " + TypeNames.parameters(written), written),
                    woven);
        }

        /** What a method of the woven class is of this method; empty if it is of another. */
        private String partFor(MethodNode made) {
            if (made.name.equals(method.name) && made.desc.equals(method.desc)) {
                return FACE;
            }
            if (made.name.equals(DirectCall.name(method.name))
                    && made.desc.equals(DirectCall.descriptor(method.desc))) {
                return DIRECT;
            }
            if (!made.desc.contains("L" + frameClass + ";")) {
                return "";
            }
            return made.name.startsWith(method.name + "$suspend") ? SUSPEND : RESUME;
        }
    }
}
