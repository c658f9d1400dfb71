package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tar archives between Python's tarfile and us. */
@ExtendWith(NoLeakedThreads.class)
final class PythonTarTest {

    private static final byte[] PAYLOAD = Payload.ofSize(100_000);

    @BeforeEach
    void pythonIsHere() throws Exception {
        Program.assumeHere("python3", "--version", "Python");
    }

    @Test
    void readsOurs() throws Exception {
        String name = "ü🎈".repeat(100);

        assertThat(Program.of("python3", "-c", """
                import sys, tarfile
                for i in tarfile.open(fileobj=sys.stdin.buffer, mode='r|'):
                    print(i.name, i.size, int(i.mtime), i.type.decode(), i.linkname)
                """)
                        .run(Tar.of(List.of(
                                Entry.file(name, out -> out.write(PAYLOAD)),
                                Entry.hardLink("hard", name),
                                Entry.symbolicLink("soft", name))))
                        .lines())
                .containsExactly(name + " 100000 0 0 ", "hard 0 0 1 " + name, "soft 0 0 2 " + name);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsSparseFilesAsWeDo(long seed) throws Exception {
        byte[] archive = SparseTars.byChance(seed, 100);

        assertThat(Program.of("python3", "-c", """
                import hashlib, io, sys, tarfile
                t = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))
                for i in t:
                    print(hashlib.sha256(t.extractfile(i).read()).hexdigest() + '  ' + i.name)
                """)
                        .run(out -> out.write(archive))
                        .lines())
                .as("seed %s", seed)
                .containsExactlyElementsOf(SparseTars.sums(archive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"})
    void isReadByUs(String format) throws Exception {
        byte[] tar = Program.of("python3", "-c", """
                import io, sys, tarfile
                t = tarfile.open(fileobj=sys.stdout.buffer, mode='w|', format=tarfile.%s)
                def add(name, type=tarfile.REGTYPE, data=b'', link=''):
                    i = tarfile.TarInfo(name); i.type = type; i.size = len(data); i.linkname = link
                    i.mtime = 1234567890; i.mode = 0o640
                    t.addfile(i, io.BytesIO(data))
                add('a', data=b'x' * 100000)
                add('deep/' * 20 + 'f' * 60)
                add('d', tarfile.DIRTYPE)
                add('l', tarfile.SYMTYPE, link='a')
                add('ü🎈')
                t.close()
                """.formatted(format)).output(out -> {});

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().permissions()).isEqualTo(0640);
            assertThat(reader.entry().modified().getEpochSecond()).isEqualTo(1234567890);
            assertThat(reader.entry().content().readAllBytes()).hasSize(100_000).containsOnly('x');
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("deep/".repeat(20) + "f".repeat(60));
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("d/");
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().linkTarget()).isEqualTo("a");
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("ü🎈");
            assertThat(reader.next()).isFalse();
        }
    }
}
