package io.fifoio;

/**
 * The calls of both ends that never wait. A pair answers them, and so does the model with which it is compared: with a
 * number, or with a word for what was returned or thrown.
 */
public interface BothEnds {

    String RETURNED = "returned";

    /**
     * What is written: each byte has the value of its place, so that a byte which is lost, doubled or out of order
     * shows.
     */
    byte[] NUMBERED = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

    /** @return the count accepted */
    Object tryWrite(int length);

    Object complete();

    Object closeOutput();

    Object failOutput();

    /** @return the bytes, in decimal two digits each; 0 for none now, -1 for the end */
    Object tryRead(int length);

    Object closeInput();

    Object failInput();
}
