"""KILLS PROCESSES: deliveries that die at named steps and at random, and a checker that was not there."""
