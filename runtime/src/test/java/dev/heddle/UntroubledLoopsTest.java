package dev.heddle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The class nested here is run by the test outside of it; one of its tests fails, as it is meant to. */
class UntroubledLoopsTest {
    @Tag("fixture")
    static class Reporting {
        private final World world = new World();

        private void reports() {
            try (Loop loop = Loop.open(world.options())) {
                loop.report("the cache was not written", new IOException("disk is full"));
            }
        }

        @Test
        void leavesItsReport() {
            reports();
        }

        @Test
        void looksAtItsReport() {
            reports();
            assertThat(world.reports).hasSize(1);
        }
    }

    @Test
    void aReportThatATestDoesNotLookAtFailsIt() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(selectClass(Reporting.class))
                .execute()
                .testEvents();

        events.assertStatistics(statistics -> statistics.started(2).succeeded(1).failed(1));
        assertThat(events.failed().list())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getTestDescriptor().getDisplayName()).isEqualTo("leavesItsReport()"))
                .asString()
                .contains("the cache was not written: java.io.IOException: disk is full");
    }
}
