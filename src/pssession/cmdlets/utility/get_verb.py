"""Get-Verb: the approved verbs and their short forms. Source: about_Verbs; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.results import Result
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import wildcards

VERBS = {
    "Common": (
        "Add:a Clear:cl Close:cs Copy:cp Enter:et Exit:ex Find:fd Format:f Get:g Hide:h Join:j Lock:lk Move:m New:n "
        "Open:op Optimize:om Push:pu Pop:pop Redo:re Remove:r Rename:rn Reset:rs Resize:rz Search:sr Select:sc Set:s "
        "Show:sh Skip:sk Split:sl Step:st Switch:sw Undo:un Unlock:uk Watch:wc"
    ),
    "Data": (
        "Backup:ba Checkpoint:ch Compare:cr Compress:cm Convert:cv ConvertFrom:cf ConvertTo:ct Dismount:dm Edit:ed "
        "Expand:en Export:ep Group:gp Import:ip Initialize:in Limit:l Merge:mg Mount:mt Out:o Publish:pb Restore:rr "
        "Save:sv Sync:sy Unpublish:ub Update:ud"
    ),
    "Communications": ("Connect:cc Disconnect:dc Read:rd Receive:rc Send:sd Write:wr"),
    "Diagnostic": ("Debug:db Measure:ms Ping:pi Repair:rp Resolve:rv Test:t Trace:tr"),
    "Lifecycle": (
        "Approve:ap Assert:as Build:bd Complete:cmp Confirm:cn Deny:dn Deploy:dp Disable:d Enable:e Install:is Invoke:i "
        "Register:rg Request:rq Restart:rt Resume:ru Start:sa Stop:sp Submit:sb Suspend:ss Uninstall:us Unregister:ur "
        "Wait:w"
    ),
    "Other": ("Use:u"),
    "Security": ("Block:bl Grant:gr Protect:pt Revoke:rk Unblock:ul Unprotect:up"),
}


class VerbInfo(Result):
    """Describe a verb."""

    dotnet_type = "System.Management.Automation.VerbInfo"
    shown = ("Verb", "AliasPrefix", "Group", "Description")


class GetVerbCommand(Cmdlet):
    """List approved verbs."""

    def process(self) -> None:
        groups = {name.lower() for name in self.group or VERBS}
        patterns = self.verb or ["*"]
        for group, listed in VERBS.items():
            if group.lower() not in groups:
                continue
            for entry in listed.split():
                verb, _, prefix = entry.partition(":")
                if any(wildcards.matches(pattern, verb) for pattern in patterns):
                    self.write(VerbInfo(verb=verb, alias_prefix=prefix, group=group))
