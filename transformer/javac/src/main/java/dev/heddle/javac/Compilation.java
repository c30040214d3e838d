package dev.heddle.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.Stamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileManager;
import org.jspecify.annotations.Nullable;

/**
 * One run of javac: takes down which classes it writes, and has them woven when it has written all of them; what is woven
 * depends on other classes, and those of the same compilation have to be there. Who drives javac step by step, without a
 * beginning and an end, gets each class woven as it is written. Confined to the thread of the compiler.
 */
final class Compilation implements TaskListener {
    private final JavacTask task;
    private final WeaverOptions options;
    private final Rules rules;
    private final Messages messages;

    /** By binary name. */
    private final SortedMap<String, WrittenClass> written = new TreeMap<>();

    /** The frame classes that belonged to the classes before they were compiled again. */
    private final List<WrittenClass> earlierFrames = new ArrayList<>();

    private @Nullable List<CompilerFiles> files;
    private boolean hasBegun;

    Compilation(JavacTask task, WeaverOptions options, Rules rules) {
        this.task = task;
        this.options = options;
        this.rules = rules;
        this.messages = new Messages(task);
    }

    @Override
    public void started(TaskEvent event) {
        switch (event.getKind()) {
            case COMPILATION -> hasBegun = true;
            case GENERATE -> beforeWriting(event);
            default -> {}
        }
    }

    @Override
    public void finished(TaskEvent event) {
        switch (event.getKind()) {
            case ANALYZE -> rules.check(event);
            case GENERATE -> afterWriting(event);
            case COMPILATION -> {
                weave();
                rules.writeFixes(messages);
                HeddleProcessor.takeFiler(task);
            }
            default -> {}
        }
    }

    private void beforeWriting(TaskEvent event) {
        if (files == null) {
            files = waysToFiles();
            if (files.isEmpty()) {
                messages.error(
                        "[H009] nothing of this compilation is woven: this compiler lets a plugin reach its class files"
                                + " only if it processes annotations\n"
                                + "= help: give it one folder for classes (`-d`), and leave out `-proc:none`; where"
                                + " processors are named (`-processor`), name `" + HeddleProcessor.class.getName()
                                + "` too",
                        Objects.requireNonNull(event.getSourceFile()));
            }
        }
        if (!files.isEmpty() && !isDescriptor(Objects.requireNonNull(event.getTypeElement()))) {
            WrittenClass type = WrittenClass.of(event, task.getElements());
            try {
                byte[] earlier = files.get(0).read(type);
                Stamp stamp = earlier == null ? null : Stamp.of(earlier);
                if (stamp != null) {
                    stamp.frames().forEach(frame -> earlierFrames.add(type.beside(frame)));
                }
            } catch (IOException | RuntimeException unreadable) {
                return; // then nothing of ours is known to be there
            }
        }
    }

    private void afterWriting(TaskEvent event) {
        if (!isDescriptor(Objects.requireNonNull(event.getTypeElement()))) {
            WrittenClass type = WrittenClass.of(event, task.getElements());
            written.put(type.name(), type);
            if (!hasBegun) {
                weave();
            }
        }
    }

    private void weave() {
        if (!written.isEmpty() && files != null && !files.isEmpty()) {
            new Weaving(files, options, written.values(), earlierFrames, rules, messages).run();
        }
        written.clear();
        earlierFrames.clear();
    }

    private List<CompilerFiles> waysToFiles() {
        List<CompilerFiles> ways = new ArrayList<>();
        Filer filer = HeddleProcessor.takeFiler(task);
        if (filer != null) {
            FilerFiles byFiler = new FilerFiles(filer, task.getElements());
            if (byFiler.hasOneFolder()) {
                ways.add(byFiler);
            }
        }
        JavaFileManager manager = CompilerInternals.fileManager(task);
        if (manager != null) {
            ways.add(new ManagedFiles(manager));
        }
        return ways;
    }

    /** Whether it stands for {@code module-info} or {@code package-info}. */
    private static boolean isDescriptor(TypeElement type) {
        return type.getSimpleName().toString().endsWith("-info");
    }
}
