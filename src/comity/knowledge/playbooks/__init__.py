"""Playbooks that grow from lessons: what earlier requests to a state taught is a task of the next one."""
