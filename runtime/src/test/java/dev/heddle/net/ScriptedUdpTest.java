package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;

/** In memory. */
class ScriptedUdpTest extends UdpBehaviour {
    @Override
    Engine newEngine() {
        return new ScriptedEngine().patience(Duration.ofSeconds(30));
    }
}
