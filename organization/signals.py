"""Groups follow appointments at once."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .groups import sync_groups
from .models import Appointment, Office, Person


@receiver([post_save, post_delete], sender=Appointment)
def sync_groups_of_person(sender: type, instance: Appointment, **kwargs: Any) -> None:
    """The appointed person's groups change with the appointment (also for one who was replaced in it)."""
    sync_groups(get_user_model().objects.filter(person__appointments__pk=instance.pk))
    sync_groups(get_user_model().objects.filter(person__pk=instance.person_id))


@receiver(post_save, sender=Office)
@receiver(post_save, sender=Person)
def sync_groups_of_holders(sender: type, instance: Office | Person, **kwargs: Any) -> None:
    """A role, or the account that a person is linked to, changed: everybody concerned is looked at again."""
    concerned = (
        Q(person__appointments__office=instance) if isinstance(instance, Office) else Q(groups__isnull=False)
    )
    users = get_user_model().objects.filter(concerned | Q(person__isnull=False)).distinct()
    sync_groups(users)


@receiver(user_logged_in)
def sync_groups_at_sign_in(sender: type, user: Any, **kwargs: Any) -> None:
    """An appointment may have begun or ended since the last daily run."""
    sync_groups(get_user_model().objects.filter(pk=user.pk))
