"""Addresses: one line a page. The permission each needs stands in its view, and the matrix test knows them all."""

from django.urls import path

from comity.web.views import cases, deadlines, figures, intake, oversight, requests, safeguards, session, taking

urlpatterns = [
    path("sign-in", session.sign_in, name="sign-in"),
    path("sign-out", session.sign_out, name="sign-out"),
    path("second-factor", session.second_factor, name="second-factor"),
    path("language", session.language, name="language"),
    path("health", session.health, name="health"),
    path("", cases.case_list, name="cases"),
    path("cases/new", cases.case_new, name="case-new"),
    path("cases/take", taking.take, name="case-take"),
    path("cases/<int:pk>", cases.case_page, name="case"),
    path("cases/<int:pk>/people", cases.case_people, name="case-people"),
    path("cases/<int:pk>/assets", cases.case_assets, name="case-assets"),
    path("cases/<int:pk>/team", cases.case_team, name="case-team"),
    path("cases/<int:pk>/notes", cases.case_note, name="case-note"),
    path("cases/<int:pk>/file", cases.case_download, name="case-file"),
    path("requests/<int:pk>", requests.request_page, name="request"),
    path("requests/<int:pk>/act", requests.request_step, name="request-act"),
    path("requests/<int:pk>/safeguards", safeguards.safeguard_page, name="safeguards"),
    path("requests/<int:pk>/files/<int:file>", requests.request_file, name="request-file"),
    path("incoming/new", intake.receive, name="receive"),
    path("deadlines", deadlines.deadline_list, name="deadlines"),
    path("deadlines.ics", deadlines.deadline_calendar, name="deadlines-ics"),
    path("figures", figures.figures_page, name="figures"),
    path("figures.csv", figures.figures_csv, name="figures-csv"),
    path("figures.pdf", figures.figures_report, name="figures-report"),
    path("figures/record", figures.figures_record, name="figures-record"),
    path("oversight", oversight.log_page, name="oversight"),
]
