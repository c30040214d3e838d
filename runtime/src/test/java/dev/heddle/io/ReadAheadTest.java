package dev.heddle.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final ReadAhead ahead = new ReadAhead();

    /** As if so many bytes came, and all were taken. */
    private int roomForARead(int bytes) {
        ByteBuffer room = ahead.room(0);
        int size = room.remaining();
        int count = Math.min(size, bytes);
        room.put(new byte[count]);
        ahead.filled(count);
        ahead.skip(count);
        return size;
    }

    @Test
    void itBeginsSmallAndGrowsWhileReadsFillIt() {
        assertThat(roomForARead(10)).isEqualTo(256);
        assertThat(roomForARead(100_000)).isEqualTo(256);
        assertThat(roomForARead(100_000)).isEqualTo(512);
        for (int i = 0; i < 10; i++) {
            roomForARead(100_000);
        }
        assertThat(roomForARead(100_000)).isEqualTo(16 * 1024);
    }

    @Test
    void itShrinksAfterSeveralSmallReads() {
        for (int i = 0; i < 3; i++) {
            roomForARead(100_000);
        }
        assertThat(roomForARead(10)).isEqualTo(2_048);
        for (int i = 0; i < 100; i++) {
            roomForARead(10);
        }
        assertThat(roomForARead(10)).isEqualTo(256);
    }

    @Test
    void whatIsNotTakenIsKeptWhereverTheRoomIs() {
        StringBuilder expected = new StringBuilder();
        StringBuilder taken = new StringBuilder();
        int next = 0;
        for (int i = 0; i < 1_000; i++) {
            ByteBuffer room = ahead.room(0);
            int count = Math.min(room.remaining(), i * 37 % 601);
            for (int each = 0; each < count; each++) {
                char letter = (char) ('a' + next++ % 26);
                room.put((byte) letter);
                expected.append(letter);
            }
            ahead.filled(count);
            taken.append(ahead.takeText(Math.min(ahead.size(), i * 61 % 557), 0));
        }
        taken.append(ahead.takeText(ahead.size(), 0));
        assertThat(taken.toString()).isEqualTo(expected.toString());
    }

    @Test
    void aLargeRoomCanBeAskedForWhenItIsEmpty() {
        assertThat(ahead.room(10_000).remaining()).isEqualTo(10_000);
    }
}
