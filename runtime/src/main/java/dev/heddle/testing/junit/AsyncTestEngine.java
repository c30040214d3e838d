package dev.heddle.testing.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/** Finds and runs the methods that are an {@link AsyncTest}; made by the JUnit platform. Stateless. */
public final class AsyncTestEngine extends HierarchicalTestEngine<EngineExecutionContext> {
    private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.builder()
                    .addClassContainerSelectorResolver(AsyncTestClass::isOne)
                    .addSelectorResolver(new AsyncTestResolver())
                    .build();

    /** For the JUnit platform. */
    public AsyncTestEngine() {}

    @Override
    public String getId() {
        return "heddle";
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        EngineDescriptor engine = new EngineDescriptor(id, "Heddle");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    @Override
    protected EngineExecutionContext createExecutionContext(ExecutionRequest request) {
        return new EngineExecutionContext() {};
    }
}
