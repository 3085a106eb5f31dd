# Parses texts with PowerShell's own parser: a line of -In is a text in base64 (UTF-16), a line of -Out its errors, tokens and tree in JSON.
param($In, $Out)

function Get-TokenRow($Tokens) {
    $rows = [System.Collections.Generic.List[object]]::new()
    foreach ($token in $Tokens) {
        $row = [System.Collections.Generic.List[object]]::new()
        foreach ($part in $token.Kind.ToString(), $token.TokenFlags.ToString(), $token.Extent.StartOffset, $token.Extent.EndOffset) { $row.Add($part) }
        if ($token -is [System.Management.Automation.Language.NumberToken]) {
            if ($null -eq $token.Value) { $row.Add($null); $row.Add($null) }
            else { $row.Add($token.Value.ToString([cultureinfo]::InvariantCulture)); $row.Add($token.Value.GetType().Name) }
        }
        elseif ($token -is [System.Management.Automation.Language.StringToken]) {
            $row.Add($token.Value)
            if ($token -is [System.Management.Automation.Language.StringExpandableToken] -and $token.NestedTokens) { $row.Add((Get-TokenRow $token.NestedTokens)) }
        }
        elseif ($token -is [System.Management.Automation.Language.VariableToken]) { $row.Add($token.VariablePath.UserPath) }
        elseif ($token -is [System.Management.Automation.Language.ParameterToken]) { $row.Add($token.ParameterName); $row.Add($token.UsedColon) }
        elseif ($token -is [System.Management.Automation.Language.LabelToken]) { $row.Add($token.LabelText) }
        elseif ($token -is [System.Management.Automation.Language.RedirectionToken]) { $row.Add($token.Text) }
        if ($token.HasError) { $row.Add('HasError') }
        $rows.Add($row)
    }
    , $rows
}

$writer = [IO.StreamWriter]::new($Out)
foreach ($line in [IO.File]::ReadLines($In)) {
    $errors = $tokens = $null
    $text = [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String($line))
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$errors)
    $found = [System.Collections.Generic.List[object]]::new()
    foreach ($one in $errors) { $found.Add([object[]]@($one.ErrorId, $one.Extent.StartOffset, $one.Extent.EndOffset, $one.IncompleteInput, $one.Message)) }
    $nodes = [System.Collections.Generic.List[object]]::new()
    $depths = [System.Collections.Generic.Dictionary[object, int]]::new([System.Collections.Generic.ReferenceEqualityComparer]::Instance)
    foreach ($node in $tree.FindAll({ $true }, $true)) {
        $depth = 0
        if ($null -ne $node.Parent -and $depths.ContainsKey($node.Parent)) { $depth = $depths[$node.Parent] + 1 }
        $depths[$node] = $depth
        $nodes.Add([object[]]@($depth, $node.GetType().Name, $node.Extent.StartOffset, $node.Extent.EndOffset))
    }
    $writer.WriteLine([Newtonsoft.Json.JsonConvert]::SerializeObject([object[]]@($found, (Get-TokenRow $tokens), $nodes)))
}
$writer.Close()
