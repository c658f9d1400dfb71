/**
 * The stream pair: {@link io.fifoio.Fifo} makes it for bytes, {@link io.fifoio.CharFifo} for chars. One end writes and
 * the other reads, over one bounded ring. Truncated data never looks complete: if a writer ends without saying that it
 * is done, that is a failure for the reader.
 *
 * <h2>What blocks, and when it returns</h2>
 *
 * <table>
 * <caption>Calls of a pair; for chars the same, with {@code FifoWriter} and {@code FifoReader}</caption>
 * <tr><th>call</th><th>waits while</th><th>returns when</th></tr>
 * <tr><td>{@code write(int)}, {@code write(byte[], int, int)}, the channel's {@code write}</td><td>the ring is full</td>
 *     <td>the last byte is accepted</td></tr>
 * <tr><td>{@code writeSome}</td><td>the ring is full</td><td>what fits is accepted, at least one byte</td></tr>
 * <tr><td>{@code tryWrite}, {@code tryRead}, {@code available}, {@code flush}, {@code complete}, {@code fail},
 *     {@code close}</td><td>never</td><td>at once</td></tr>
 * <tr><td>{@code read}, the channel's {@code read}</td><td>the ring is empty and the writer has not ended</td>
 *     <td>one byte or more is there, or the end</td></tr>
 * <tr><td>{@code readNBytes}, {@code readAllBytes}, {@code skip}, {@code transferTo}</td><td>there is less than asked for</td>
 *     <td>all that was asked for is there, or the data has ended</td></tr>
 * </table>
 *
 * <h2>How a wait ends without success</h2>
 *
 * <table>
 * <caption>Exceptions</caption>
 * <tr><th>what happened</th><th>the writer gets</th><th>the reader gets, after the bytes before</th></tr>
 * <tr><td>the other end was closed</td><td>{@link io.fifoio.BrokenPipeException}</td>
 *     <td>end of data after {@code complete()}, otherwise {@link io.fifoio.IncompleteStreamException}</td></tr>
 * <tr><td>the other end failed</td><td>{@link io.fifoio.BrokenPipeException} with its cause</td>
 *     <td>{@link io.fifoio.IncompleteStreamException} with its cause</td></tr>
 * <tr><td>the other end became unreachable, and a collection noticed</td><td>{@link io.fifoio.BrokenPipeException}</td>
 *     <td>{@link io.fifoio.IncompleteStreamException}</td></tr>
 * <tr><td>this end was closed by another thread</td><td colspan="2">
 *     {@link java.nio.channels.AsynchronousCloseException}; {@link java.nio.channels.ClosedChannelException} for calls
 *     that come later</td></tr>
 * <tr><td>the thread was interrupted</td><td colspan="2">{@link java.io.InterruptedIOException}; the flag stays set, the pair
 *     usable</td></tr>
 * <tr><td>the end's time limit passed</td><td colspan="2">{@link io.fifoio.FifoTimeoutException}; the pair stays
 *     usable</td></tr>
 * <tr><td>two threads used the end at once, and it was noticed</td><td colspan="2">{@code IOException} with an
 *     {@code IllegalStateException} as its cause; the pair has failed</td></tr>
 * </table>
 *
 * <h2>Threads</h2>
 *
 * <p>Each end may be used by one thread at a time. It may be a different thread from call to call, if the callers order
 * their calls (happens-before). {@code close}, {@code fail}, {@code complete}, {@code flush}, {@code available},
 * {@code setTimeout}, {@code toString} and the counters may be called by any thread at any time. The channels of an
 * end, and {@link io.fifoio.FifoOutputStream#shared()} and {@link io.fifoio.FifoWriter#shared()}, let several threads
 * take turns. A pair refers to a thread only while that thread waits, and remembers ids of threads only if
 * {@code expectPeerWithin} was called. On Java 21 and newer a virtual thread that waits unmounts.
 *
 * <h2>Seeing inside</h2>
 *
 * <p>{@code position()}, {@code blocked()} and {@code toString()} describe the state of an end. The JDK's flight
 * recorder receives {@code io.fifoio.Stall} for waits of 100 ms and longer (its threshold can be set) and
 * {@code io.fifoio.PairEnd} for each pair whose two ends have ended, provided that the module {@code jdk.jfr} is loaded
 * at startup (nothing requires it, so on the module path add it with {@code --add-modules jdk.jfr}). With the system
 * property {@code io.fifoio.traceCreation=true} messages about an abandoned end name the place where its pair was made.
 */
@NullMarked
package io.fifoio;

import org.jspecify.annotations.NullMarked;
