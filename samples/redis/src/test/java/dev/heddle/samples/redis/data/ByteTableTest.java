package dev.heddle.samples.redis.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ByteTableTest {
    private final ByteTable<ByteTable.Entry> table = new ByteTable<>();

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private ByteTable.Entry add(String key) {
        ByteTable.Entry entry = new ByteTable.Entry(bytes(key));
        table.add(entry);
        return entry;
    }

    @Test
    void holdsWhatAMapHolds() {
        Random random = new Random(1);
        Map<String, ByteTable.Entry> model = new HashMap<>();
        for (int round = 0; round < 100_000; round++) {
            // grows for a while, then shrinks to nothing
            boolean adds = random.nextInt(100_000) > round;
            String key = "key:" + random.nextInt(5_000);
            byte[] inside = bytes("<" + key + ">");
            assertThat(table.find(inside, 1, key.length())).isSameAs(model.get(key));
            if (model.containsKey(key)) {
                assertThat(table.remove(inside, 1, key.length())).isSameAs(model.remove(key));
            } else if (adds) {
                model.put(key, add(key));
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        Set<ByteTable.Entry> walked = new HashSet<>();
        table.forEach(walked::add);
        assertThat(walked).hasSize(model.size()).containsAll(model.values());
    }

    @Test
    void aWalkInPartsVisitsWhatStaysThereWhileTheTableGrowsAndShrinks() {
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            table.clear();
            List<ByteTable.Entry> staying = new ArrayList<>();
            List<ByteTable.Entry> passing = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                staying.add(add("stays:" + i));
            }
            Set<ByteTable.Entry> visited = new HashSet<>();
            long cursor = 0;
            int part = 0;
            do {
                cursor = table.scan(cursor, visited::add);
                if (random.nextInt(3) == 0) {
                    for (int i = random.nextInt(2000); i > 0; i--) {
                        passing.add(add("passes:" + part + ":" + i));
                    }
                } else if (random.nextInt(3) == 0) {
                    passing.forEach(table::remove);
                    passing.clear();
                }
                part++;
                assertThat(part).as("parts").isLessThan(1_000_000);
            } while (cursor != 0);
            assertThat(visited).as("seed %s", seed).containsAll(staying);
        }
    }

    @Test
    void anyEntryMayBeChosen() {
        for (int i = 0; i < 20; i++) {
            add("key:" + i);
        }
        Set<ByteTable.Entry> chosen = new HashSet<>();
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            chosen.add(table.any(random));
        }
        assertThat(chosen).hasSize(20);
    }
}
