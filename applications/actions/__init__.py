"""Everything that may happen to an application (办理). Nothing else writes to one."""

from applications.kinds import AddressDetails, Certificate, DraftRequest, Newcomer, PartyRequest

from .acceptance import accept, ask_for_supplement
from .acceptance_points import (
    AcceptancePointRequest,
    declare_acceptance_points,
    end_acceptance_point,
)
from .activation import OfficialText, activate, correct_activation, withdraw_activation
from .answers_compared import ask_another, compare_answers
from .assessment import assess, assess_if_ready
from .assigning import assign, take_over, unassign
from .batches import note_written, prepare_batch, take_batch
from .choosing import choose_text
from .clean_up import enter_old_rule, take_measure
from .comparison import compare, compare_next, keep_population
from .completion import carry_out
from .deadlines import escalate_deadline, put_off_report, remind_deadline
from .decision import approve, refuse
from .delegation import OrderRequest, delegate, revoke_item, revoke_order
from .documents import Upload, attach
from .drafting import draft, revise
from .evidence import leave_unknown, replace_by_document
from .examining import examine
from .faces import find_face, note_advice, open_comparison
from .filing import file
from .identity_card_notices import close_report, report
from .identity_cards import (
    hand_over_card,
    receive_card,
    remind_of_card,
    return_card,
    send_card,
    void_card,
)
from .importing_texts import answer_doubt, import_text
from .lapsing import lapse
from .lint_answers import answer_finding
from .messages import Letter, Receipt, refuse_letter, take_callback
from .notices import issue_notice
from .obligations import (
    assign_obligation,
    complete_obligation,
    reopen_obligation,
    report_obligation,
)
from .permits import issue_permit
from .places import give_back_reversed
from .quotas import QuotaRequest, adjust_quota, declare_quota
from .reception import AgreementRequest, agree_reception, end_reception
from .resending import resend
from .reviewing import (
    acknowledge_pull_back,
    draw_sample,
    review_decision,
    set_sampling_rule,
)
from .rounds.declaring import RoundRequest, cancel_round, change_round_quota, declare_round
from .rounds.fraud import lift_bar, mark_absent, void_for_fraud
from .rounds.freezing import freeze
from .rounds.objections import ObjectionRequest, answer_objection, file_objection
from .rounds.papers import (
    issue_objection_answer,
    issue_points_list,
    issue_points_result,
    issue_score_sheet,
    show_score_sheet,
)
from .rounds.publishing import finalise, publish, release_file
from .rounds.recalculating import recalculate
from .setbacks import put_off
from .site_visits import plan_site_visits
from .source_texts import keep_text
from .submission import submit, withdraw
from .verification import (
    claim_verification,
    due_verifications,
    expect_answer,
    put_back,
    record_answer,
    record_failure,
)

__all__ = [
    "AcceptancePointRequest",
    "AddressDetails",
    "AgreementRequest",
    "Certificate",
    "DraftRequest",
    "Letter",
    "Newcomer",
    "ObjectionRequest",
    "OfficialText",
    "OrderRequest",
    "PartyRequest",
    "QuotaRequest",
    "Receipt",
    "RoundRequest",
    "Upload",
    "accept",
    "acknowledge_pull_back",
    "activate",
    "adjust_quota",
    "agree_reception",
    "answer_doubt",
    "answer_finding",
    "answer_objection",
    "approve",
    "ask_another",
    "ask_for_supplement",
    "assess",
    "assess_if_ready",
    "assign",
    "assign_obligation",
    "attach",
    "cancel_round",
    "carry_out",
    "change_round_quota",
    "choose_text",
    "claim_verification",
    "close_report",
    "compare",
    "compare_answers",
    "compare_next",
    "complete_obligation",
    "correct_activation",
    "declare_acceptance_points",
    "declare_quota",
    "declare_round",
    "delegate",
    "draft",
    "draw_sample",
    "due_verifications",
    "end_acceptance_point",
    "end_reception",
    "enter_old_rule",
    "escalate_deadline",
    "examine",
    "expect_answer",
    "file",
    "file_objection",
    "finalise",
    "find_face",
    "freeze",
    "give_back_reversed",
    "hand_over_card",
    "import_text",
    "issue_notice",
    "issue_objection_answer",
    "issue_permit",
    "issue_points_list",
    "issue_points_result",
    "issue_score_sheet",
    "keep_population",
    "keep_text",
    "lapse",
    "leave_unknown",
    "lift_bar",
    "mark_absent",
    "note_advice",
    "note_written",
    "open_comparison",
    "plan_site_visits",
    "prepare_batch",
    "publish",
    "put_back",
    "put_off",
    "put_off_report",
    "recalculate",
    "receive_card",
    "record_answer",
    "record_failure",
    "refuse",
    "refuse_letter",
    "release_file",
    "remind_deadline",
    "remind_of_card",
    "reopen_obligation",
    "replace_by_document",
    "report",
    "report_obligation",
    "resend",
    "return_card",
    "review_decision",
    "revise",
    "revoke_item",
    "revoke_order",
    "send_card",
    "set_sampling_rule",
    "show_score_sheet",
    "submit",
    "take_batch",
    "take_callback",
    "take_measure",
    "take_over",
    "unassign",
    "void_card",
    "void_for_fraud",
    "withdraw",
    "withdraw_activation",
]
