/**
 * Programs in Python that a run or a test starts: finds an interpreter, and installs packages into virtual environments below
 * {@code target} ({@link wse.python.PythonEnvironment}), among them the genuine wse-server
 * ({@link wse.python.WseEnvironment}). Stateless, except for the files. Imports nothing of this project.
 */
package wse.python;
