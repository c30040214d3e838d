package dev.heddle.javac;

import com.sun.source.util.JavacTask;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Hands the {@code Filer} of a compilation to the plugin, to which javac gives none; makes nothing itself. Where annotations are not
 * processed, or by other means than javac's own, the plugin does without.
 *
 * <p>It claims no annotation, not even Heddle's: javac does not ask the processors behind one that has claimed all there is.
 * Any thread.
 */
@SupportedAnnotationTypes("dev.heddle.annotation.*")
public final class HeddleProcessor extends AbstractProcessor {
    private static final Map<JavacTask, Filer> FILERS = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        try {
            FILERS.put(JavacTask.instance(environment), environment.getFiler());
        } catch (IllegalArgumentException notJavacsOwn) {
            return; // some build tools wrap the environment
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }

    /** The filer of a compilation, once; null if there is none. */
    static @Nullable Filer takeFiler(JavacTask task) {
        return FILERS.remove(task);
    }
}
