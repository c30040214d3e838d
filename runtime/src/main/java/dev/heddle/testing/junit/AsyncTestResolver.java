package dev.heddle.testing.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds the classes and methods that the JUnit platform asks for. Stateless. */
final class AsyncTestResolver implements SelectorResolver {
    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        return ofClass(selector.getJavaClass(), context);
    }

    @Override
    public Resolution resolve(MethodSelector selector, Context context) {
        return ofMethod(selector.getJavaClass(), selector.getJavaMethod(), context);
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        String value = id.getLastSegment().getValue();
        switch (id.getLastSegment().getType()) {
            case AsyncTestClass.SEGMENT -> {
                return loaded(value).map(type -> ofClass(type, context)).orElse(Resolution.unresolved());
            }
            case AsyncTestMethod.SEGMENT -> {
                String owner = id.removeLastSegment().getLastSegment().getValue();
                return loaded(owner)
                        .flatMap(type -> ReflectionSupport.findMethod(type, value)
                                .map(method -> ofMethod(type, method, context)))
                        .orElse(Resolution.unresolved());
            }
            default -> {
                return Resolution.unresolved();
            }
        }
    }

    private static Optional<Class<?>> loaded(String name) {
        return ReflectionSupport.tryToLoadClass(name).toOptional();
    }

    private static Resolution ofClass(Class<?> type, Context context) {
        if (!AsyncTestClass.isOne(type)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(new AsyncTestClass(parent.getUniqueId(), type)))
                .map(found -> Match.exact(
                        found,
                        () -> AsyncTestClass.methods(type).stream()
                                .<DiscoverySelector>map(method -> selectMethod(type, method))
                                .collect(Collectors.toSet())))
                .map(Resolution::match)
                .orElse(Resolution.unresolved());
    }

    private static Resolution ofMethod(Class<?> type, Method method, Context context) {
        if (!AsyncTestClass.isOne(type) || !method.isAnnotationPresent(AsyncTest.class)) {
            return Resolution.unresolved();
        }
        Optional<TestDescriptor> test = context.addToParent(
                () -> selectClass(type),
                parent -> Optional.of(new AsyncTestMethod(parent.getUniqueId(), type, method)));
        return test.map(found -> Resolution.match(Match.exact(found))).orElse(Resolution.unresolved());
    }
}
