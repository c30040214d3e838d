package dev.heddle.testing.junit;

import dev.heddle.Coroutine;
import dev.heddle.testing.Exploration;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node;

/** A test, which is run as often as its {@link AsyncTest} says. */
final class AsyncTestMethod extends AbstractTestDescriptor implements Node<EngineExecutionContext> {
    static final String SEGMENT = "method";

    private final Class<?> type;
    private final Method method;

    AsyncTestMethod(UniqueId parent, Class<?> type, Method method) {
        super(parent.append(SEGMENT, method.getName()), method.getName() + "()", MethodSource.from(type, method));
        this.type = type;
        this.method = method;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new LinkedHashSet<>();
        AnnotationSupport.findRepeatableAnnotations(type, Tag.class)
                .forEach(tag -> tags.add(TestTag.create(tag.value())));
        AnnotationSupport.findRepeatableAnnotations(method, Tag.class)
                .forEach(tag -> tags.add(TestTag.create(tag.value())));
        return tags;
    }

    @Override
    public SkipResult shouldBeSkipped(EngineExecutionContext context) {
        Optional<Disabled> disabled = AnnotationSupport.findAnnotation(method, Disabled.class)
                .or(() -> AnnotationSupport.findAnnotation(type, Disabled.class));
        return disabled.map(why -> SkipResult.skip(why.value())).orElse(SkipResult.doNotSkip());
    }

    @Override
    public EngineExecutionContext execute(EngineExecutionContext context, DynamicTestExecutor executor)
            throws Exception {
        if (method.getParameterCount() != 0 || !Coroutine.class.isAssignableFrom(method.getReturnType())) {
            throw new IllegalStateException(
                    "a method with @AsyncTest has no parameters and returns a Coroutine: " + method.toGenericString());
        }
        AsyncTest how = Objects.requireNonNull(method.getAnnotation(AsyncTest.class));
        Runs runs = new Runs();
        try {
            Exploration.of(runs::next)
                    .from(how.seed())
                    .seeds(how.seeds())
                    .faults(how.explore().faults())
                    .within(Duration.ofSeconds(how.withinSeconds()))
                    .run();
        } catch (AssertionError failure) {
            boolean plain = how.seeds() == 1 && how.seed() == 0 && how.explore() == Explore.ORDERS;
            throw plain && failure.getCause() != null ? AsyncTestMethod.<Error>sneaky(failure.getCause()) : failure;
        } finally {
            runs.end();
        }
        return context;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    /** The runs of this test, one after the other. */
    private final class Runs {
        private @Nullable Run current;

        Run next() {
            current = new Run();
            return current;
        }

        /** Whatever becomes of the last one, it is cleaned up. */
        void end() {
            if (current != null) {
                current.check();
            }
        }
    }

    /** One run, with an instance of its own. */
    private final class Run implements Exploration.Trial {
        private final Object instance = ReflectionSupport.newInstance(type);
        private boolean checked;

        @Override
        public Coroutine<?> program() {
            call(BeforeEach.class, HierarchyTraversalMode.TOP_DOWN);
            return (Coroutine<?>) Objects.requireNonNull(ReflectionSupport.invokeMethod(method, instance));
        }

        @Override
        public void check() {
            if (!checked) {
                checked = true;
                call(AfterEach.class, HierarchyTraversalMode.BOTTOM_UP);
            }
        }

        private void call(Class<? extends Annotation> kind, HierarchyTraversalMode order) {
            AnnotationSupport.findAnnotatedMethods(type, kind, order)
                    .forEach(each -> ReflectionSupport.invokeMethod(each, instance));
        }
    }
}
