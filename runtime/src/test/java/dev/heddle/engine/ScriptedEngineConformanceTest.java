package dev.heddle.engine;

import dev.heddle.testing.ScriptedEngine;

class ScriptedEngineConformanceTest extends EngineConformance {
    @Override
    Engine newEngine() {
        return new ScriptedEngine();
    }
}
