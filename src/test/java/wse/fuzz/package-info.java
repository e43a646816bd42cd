/**
 * What the fuzz targets ({@code *FuzzTest}) have in common. Each target is beside the class that it tests, and runs twice: in
 * the build on its seeds and a fixed number of mutations ({@link wse.fuzz.ShortRun}), and for as long as one likes under Jazzer
 * ({@code bench/fuzz.sh}).
 */
package wse.fuzz;
