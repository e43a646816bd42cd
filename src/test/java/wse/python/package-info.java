/**
 * Programs in Python that tests run: finds an interpreter, and installs packages into virtual environments below
 * {@code target} ({@link wse.python.PythonEnvironment}).
 */
package wse.python;
