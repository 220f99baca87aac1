"""A record of consent in the terms of W3C's Data Privacy Vocabulary (JSON-LD), and back again."""

from typing import Any

Json = dict[str, Any]

CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "loc": "https://w3id.org/dpv/loc#",
    "goen": "urn:goen:",
}
STATES = {
    "given": "dpv:ConsentGiven",
    "refused": "dpv:ConsentRefused",
    "withdrawn": "dpv:ConsentWithdrawn",
    "expired": "dpv:ConsentExpired",
    "reconfirmed": "dpv:RenewedConsentGiven",
    "synthetic": "dpv:ConsentUnknown",
}
TYPES = {"explicit": "dpv:ExplicitlyExpressedConsent", "notice": "dpv:ConsentNotice"}
PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record"


def to_json_ld(record: Json) -> Json:
    """Say the record in DPV's terms (guide "consent-27560"); what DPV has no term for keeps ours."""
    header, event = record["header"], record["event"]
    return {
        "@context": CONTEXT,
        "@type": "dpv:ConsentRecord",
        "@id": f"urn:uuid:{header['record_id']}",
        "dct:identifier": header["record_id"],
        "dct:conformsTo": [PROFILE, header["schema_version"]],
        "goen:receipt": header["receipt_id"],
        "dpv:hasDataSubject": {"@id": f"goen:{header['pii_principal_id']}"},
        "dpv:hasDataController": [_party(party) for party in record["party"]],
        "dpv:hasConsentStatus": STATES[event["event_state"]],
        "dpv:hasIndicationMethod": TYPES[event["event_type"]],
        "dpv:isIndicatedAtTime": event["event_time"],
        "dpv:isIndicatedBy": {"@id": f"goen:{event['entity_id']}"},
        "dpv:hasDuration": event["validity_duration"],
        "dpv:hasProcess": _process(record),
    }


def _process(record: Json) -> Json:
    told = record["processing"]
    return {
        "@type": "dpv:Process",
        "dpv:hasNotice": _notice(told["privacy_notice"]),
        "dct:language": told["language"],
        "dpv:hasPurpose": [_named("dpv:Purpose", purpose) for purpose in told["purpose"]["purposes"]],
        "goen:asked": told["purpose"]["id"],
        "dpv:hasLegalBasis": {"consent": "dpv:Consent"}[told["lawful_basis"]],
        "dpv:hasDataSource": told["collection_method"],
        "dpv:hasPersonalData": [
            {"@type": "dpv:PersonalData", "dct:identifier": item["pii_type"], "dct:title": item["name"]}
            for item in record["pii"]
        ],
        "goen:items": told["pii_information"],
        "goen:controllers": told["pii_controllers"],
        "dpv:hasRecipientThirdParty": told["recipient_third_parties"],
        "dpv:hasStorageCondition": [
            {"@type": "dpv:StorageLocation", "dpv:hasLocation": told["storage_locations"]},
            {
                "@type": "dpv:StorageDuration",
                "dpv:hasDuration": _named("dpv:Duration", told["retention_period"]),
            },
        ],
        "dpv:hasJurisdiction": f"loc:{told['jurisdiction']}",
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dct:description": told["withdrawal_method"],
        },
    }


def _notice(notice: Json) -> Json:
    return {
        "@type": "dpv:ConsentNotice",
        "dct:identifier": notice["id"],
        "dct:title": notice["title"],
        "dct:hasVersion": notice["version"],
        "goen:sha256": notice["sha256"],
        "dct:source": notice["url"],
    }


def _party(party: Json) -> Json:
    named = {
        "dct:identifier": party["id"],
        "@type": {"pii_controller": "dpv:DataController"}[party["type"]],
        "dpv:hasName": party["name"],
        "dpv:hasAddress": party["address"],
        "dpv:hasContact": party["contact"],
        "dct:source": party["url"],
    }
    further = {f"goen:{name}": value for name, value in party.items() if name == "representative"}
    return named | further


def _named(kind: str, named: Json) -> Json:
    further = {"goen:months": named["months"]} if "months" in named else {}
    return {"@type": kind, "dct:identifier": named["code"], "dct:title": named["text"], **further}


def from_json_ld(said: Json) -> Json:
    """Read the record out of DPV's terms."""
    states, types = ({value: name for name, value in known.items()} for known in (STATES, TYPES))
    process = said["dpv:hasProcess"]
    return {
        "header": {
            "schema_version": said["dct:conformsTo"][1],
            "record_id": said["dct:identifier"],
            "receipt_id": said["goen:receipt"],
            "pii_principal_id": said["dpv:hasDataSubject"]["@id"].removeprefix("goen:"),
        },
        "processing": _processing_of(process),
        "pii": [
            {"pii_type": item["dct:identifier"], "name": item["dct:title"]}
            for item in process["dpv:hasPersonalData"]
        ],
        "party": [_party_of(party) for party in said["dpv:hasDataController"]],
        "event": {
            "event_time": said["dpv:isIndicatedAtTime"],
            "validity_duration": said["dpv:hasDuration"],
            "entity_id": said["dpv:isIndicatedBy"]["@id"].removeprefix("goen:"),
            "event_type": types[said["dpv:hasIndicationMethod"]],
            "event_state": states[said["dpv:hasConsentStatus"]],
        },
    }


def _processing_of(process: Json) -> Json:
    notice, (place, duration) = process["dpv:hasNotice"], process["dpv:hasStorageCondition"]
    return {
        "privacy_notice": {
            "id": notice["dct:identifier"],
            "title": notice["dct:title"],
            "version": notice["dct:hasVersion"],
            "sha256": notice["goen:sha256"],
            "url": notice["dct:source"],
        },
        "language": process["dct:language"],
        "purpose": {
            "id": process["goen:asked"],
            "purposes": [_named_of(purpose) for purpose in process["dpv:hasPurpose"]],
        },
        "lawful_basis": {"dpv:Consent": "consent"}[process["dpv:hasLegalBasis"]],
        "collection_method": process["dpv:hasDataSource"],
        "pii_information": process["goen:items"],
        "pii_controllers": process["goen:controllers"],
        "recipient_third_parties": process["dpv:hasRecipientThirdParty"],
        "storage_locations": place["dpv:hasLocation"],
        "retention_period": _named_of(duration["dpv:hasDuration"]),
        "jurisdiction": process["dpv:hasJurisdiction"].removeprefix("loc:"),
        "withdrawal_method": process["dpv:hasConsentControl"]["dct:description"],
    }


def _named_of(said: Json) -> Json:
    further = {"months": said["goen:months"]} if "goen:months" in said else {}
    return {"code": said["dct:identifier"], "text": said["dct:title"], **further}


def _party_of(said: Json) -> Json:
    further = {name[5:]: value for name, value in said.items() if name.startswith("goen:")}
    return {
        "id": said["dct:identifier"],
        "type": {"dpv:DataController": "pii_controller"}[said["@type"]],
        "name": said["dpv:hasName"],
        "address": said["dpv:hasAddress"],
        "contact": said["dpv:hasContact"],
        "url": said["dct:source"],
        **further,
    }
