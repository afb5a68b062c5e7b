from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with our forms."""

    user_viewset = "organization.users.AccountViewSet"
