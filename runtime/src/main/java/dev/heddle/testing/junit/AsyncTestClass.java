package dev.heddle.testing.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class with tests. */
final class AsyncTestClass extends AbstractTestDescriptor implements Node<EngineExecutionContext> {
    static final String SEGMENT = "class";

    AsyncTestClass(UniqueId engine, Class<?> type) {
        super(engine.append(SEGMENT, type.getName()), type.getSimpleName(), ClassSource.from(type));
    }

    /** True if instances of the class can be made that have tests. */
    static boolean isOne(Class<?> type) {
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return !inner
                && !type.isLocalClass()
                && !type.isAnonymousClass()
                && !Modifier.isAbstract(type.getModifiers())
                && !methods(type).isEmpty();
    }

    static List<Method> methods(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, AsyncTest.class, HierarchyTraversalMode.TOP_DOWN);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
